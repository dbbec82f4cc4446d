package io.picklejar.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;

/** A window function that knows its context that travels as a pickle. Its context is the wrapper's, which Flink made for it. */
final class PickledProcessWindow<I, O, K, W extends Window> extends ProcessWindowFunction<I, O, K, W>
        implements PickledHooks, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    private final Cell<ProcessWindowFunction<I, O, K, W>> cell;

    PickledProcessWindow(Cell<ProcessWindowFunction<I, O, K, W>> cell) {
        this.cell = cell;
    }

    @Override
    public Cell<ProcessWindowFunction<I, O, K, W>> cell() {
        return cell;
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        cell.get(context.getUserCodeClassLoader()).setRuntimeContext(context);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        cell.get().open(context);
    }

    @Override
    public void close() throws Exception {
        cell.get().close();
    }

    @Override
    public void process(K key, Context context, Iterable<I> values, Collector<O> out) throws Exception {
        cell.get().process(key, context, values, out);
    }

    @Override
    public void clear(Context context) throws Exception {
        cell.get().clear(context);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getUnaryOperatorReturnType(
                cell.get(),
                ProcessWindowFunction.class,
                0,
                1,
                TypeExtractor.NO_INDEX,
                null,
                "Pickled.processWindow",
                true);
    }
}
