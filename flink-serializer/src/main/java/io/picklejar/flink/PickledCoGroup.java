package io.picklejar.flink;

import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.util.Collector;

/** A co-group function that travels as a pickle. */
final class PickledCoGroup<I1, I2, O> extends PickledFunction<CoGroupFunction<I1, I2, O>>
        implements CoGroupFunction<I1, I2, O>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledCoGroup(Cell<CoGroupFunction<I1, I2, O>> cell) {
        super(cell);
    }

    @Override
    public void coGroup(Iterable<I1> first, Iterable<I2> second, Collector<O> out) throws Exception {
        function().coGroup(first, second, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                function(), CoGroupFunction.class, 0, 1, 2, new int[] {2, 0}, null, null, "Pickled.coGroup", true);
    }
}
