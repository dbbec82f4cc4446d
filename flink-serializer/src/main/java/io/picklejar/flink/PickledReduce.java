package io.picklejar.flink;

import org.apache.flink.api.common.functions.ReduceFunction;

/** A reduce function that travels as a pickle. Not rich: windows refuse rich ones. */
final class PickledReduce<T> implements ReduceFunction<T> {
    private static final long serialVersionUID = 1L;

    private final Cell<ReduceFunction<T>> cell;

    PickledReduce(Cell<ReduceFunction<T>> cell) {
        this.cell = cell;
    }

    @Override
    public T reduce(T first, T second) throws Exception {
        return cell.get().reduce(first, second);
    }
}
