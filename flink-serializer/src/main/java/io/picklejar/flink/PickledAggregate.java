package io.picklejar.flink;

import org.apache.flink.api.common.functions.AggregateFunction;

/** An aggregate function that travels as a pickle. Not rich: windows refuse rich ones. */
final class PickledAggregate<I, A, O> implements AggregateFunction<I, A, O> {
    private static final long serialVersionUID = 1L;

    private final Cell<AggregateFunction<I, A, O>> cell;

    PickledAggregate(Cell<AggregateFunction<I, A, O>> cell) {
        this.cell = cell;
    }

    @Override
    public A createAccumulator() {
        return cell.get().createAccumulator();
    }

    @Override
    public A add(I value, A accumulator) {
        return cell.get().add(value, accumulator);
    }

    @Override
    public O getResult(A accumulator) {
        return cell.get().getResult(accumulator);
    }

    @Override
    public A merge(A first, A second) {
        return cell.get().merge(first, second);
    }
}
