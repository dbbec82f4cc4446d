package io.picklejar.flink;

import org.apache.flink.api.common.functions.FlatJoinFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.util.Collector;

/** A flat-join function that travels as a pickle. */
final class PickledFlatJoin<I1, I2, O> extends PickledFunction<FlatJoinFunction<I1, I2, O>>
        implements FlatJoinFunction<I1, I2, O>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledFlatJoin(Cell<FlatJoinFunction<I1, I2, O>> cell) {
        super(cell);
    }

    @Override
    public void join(I1 first, I2 second, Collector<O> out) throws Exception {
        function().join(first, second, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                function(), FlatJoinFunction.class, 0, 1, 2, new int[] {2, 0}, null, null, "Pickled.flatJoin", true);
    }
}
