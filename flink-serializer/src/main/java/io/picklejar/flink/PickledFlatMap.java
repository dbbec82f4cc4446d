package io.picklejar.flink;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.util.Collector;

/** A flat-map function that travels as a pickle. */
final class PickledFlatMap<I, O> extends PickledFunction<FlatMapFunction<I, O>>
        implements FlatMapFunction<I, O>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledFlatMap(Cell<FlatMapFunction<I, O>> cell) {
        super(cell);
    }

    @Override
    public void flatMap(I value, Collector<O> out) throws Exception {
        function().flatMap(value, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getFlatMapReturnTypes(function(), null, "Pickled.flatMap", true);
    }
}
