package io.picklejar.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;

/** A map function of two streams that travels as a pickle. */
final class PickledCoMap<I1, I2, O> extends PickledFunction<CoMapFunction<I1, I2, O>>
        implements CoMapFunction<I1, I2, O>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledCoMap(Cell<CoMapFunction<I1, I2, O>> cell) {
        super(cell);
    }

    @Override
    public O map1(I1 value) throws Exception {
        return function().map1(value);
    }

    @Override
    public O map2(I2 value) throws Exception {
        return function().map2(value);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                function(), CoMapFunction.class, 0, 1, 2, TypeExtractor.NO_INDEX, null, null, "Pickled.coMap", true);
    }
}
