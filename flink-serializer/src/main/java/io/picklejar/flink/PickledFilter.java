package io.picklejar.flink;

import org.apache.flink.api.common.functions.FilterFunction;

/** A filter function that travels as a pickle. */
final class PickledFilter<T> extends PickledFunction<FilterFunction<T>> implements FilterFunction<T> {
    private static final long serialVersionUID = 1L;

    PickledFilter(Cell<FilterFunction<T>> cell) {
        super(cell);
    }

    @Override
    public boolean filter(T value) throws Exception {
        return function().filter(value);
    }
}
