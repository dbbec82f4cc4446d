package io.picklejar.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;

/** A window function that travels as a pickle. */
final class PickledWindow<I, O, K, W extends Window> extends PickledFunction<WindowFunction<I, O, K, W>>
        implements WindowFunction<I, O, K, W>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledWindow(Cell<WindowFunction<I, O, K, W>> cell) {
        super(cell);
    }

    @Override
    public void apply(K key, W window, Iterable<I> values, Collector<O> out) throws Exception {
        function().apply(key, window, values, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getUnaryOperatorReturnType(
                function(), WindowFunction.class, 0, 1, new int[] {3, 0}, null, "Pickled.window", true);
    }
}
