package io.picklejar.flink;

import org.apache.flink.api.common.functions.ReduceFunction;

/** A rich reduce function that travels as a pickle. */
final class PickledRichReduce<T> extends PickledFunction<ReduceFunction<T>> implements ReduceFunction<T> {
    private static final long serialVersionUID = 1L;

    PickledRichReduce(Cell<ReduceFunction<T>> cell) {
        super(cell);
    }

    @Override
    public T reduce(T first, T second) throws Exception {
        return function().reduce(first, second);
    }
}
