package io.picklejar.flink;

import org.apache.flink.api.common.functions.JoinFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;

/** A join function that travels as a pickle. */
final class PickledJoin<I1, I2, O> extends PickledFunction<JoinFunction<I1, I2, O>>
        implements JoinFunction<I1, I2, O>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledJoin(Cell<JoinFunction<I1, I2, O>> cell) {
        super(cell);
    }

    @Override
    public O join(I1 first, I2 second) throws Exception {
        return function().join(first, second);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                function(), JoinFunction.class, 0, 1, 2, TypeExtractor.NO_INDEX, null, null, "Pickled.join", true);
    }
}
