package io.picklejar.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.co.CoFlatMapFunction;
import org.apache.flink.util.Collector;

/** A flat-map function of two streams that travels as a pickle. */
final class PickledCoFlatMap<I1, I2, O> extends PickledFunction<CoFlatMapFunction<I1, I2, O>>
        implements CoFlatMapFunction<I1, I2, O>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledCoFlatMap(Cell<CoFlatMapFunction<I1, I2, O>> cell) {
        super(cell);
    }

    @Override
    public void flatMap1(I1 value, Collector<O> out) throws Exception {
        function().flatMap1(value, out);
    }

    @Override
    public void flatMap2(I2 value, Collector<O> out) throws Exception {
        function().flatMap2(value, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                function(),
                CoFlatMapFunction.class,
                0,
                1,
                2,
                TypeExtractor.NO_INDEX,
                null,
                null,
                "Pickled.coFlatMap",
                true);
    }
}
