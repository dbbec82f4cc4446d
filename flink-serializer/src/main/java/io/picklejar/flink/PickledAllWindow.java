package io.picklejar.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.windowing.AllWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;

/** A window function over all keys that travels as a pickle. */
final class PickledAllWindow<I, O, W extends Window> extends PickledFunction<AllWindowFunction<I, O, W>>
        implements AllWindowFunction<I, O, W>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledAllWindow(Cell<AllWindowFunction<I, O, W>> cell) {
        super(cell);
    }

    @Override
    public void apply(W window, Iterable<I> values, Collector<O> out) throws Exception {
        function().apply(window, values, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getUnaryOperatorReturnType(
                function(), AllWindowFunction.class, 0, 1, new int[] {2, 0}, null, "Pickled.allWindow", true);
    }
}
