package io.picklejar.flink;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;

/** A map function that travels as a pickle. */
final class PickledMap<I, O> extends PickledFunction<MapFunction<I, O>>
        implements MapFunction<I, O>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledMap(Cell<MapFunction<I, O>> cell) {
        super(cell);
    }

    @Override
    public O map(I value) throws Exception {
        return function().map(value);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getMapReturnTypes(function(), null, "Pickled.map", true);
    }
}
