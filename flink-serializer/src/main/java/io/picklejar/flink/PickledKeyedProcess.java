package io.picklejar.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** A keyed process function that travels as a pickle. Its context is the wrapper's, which Flink made for it. */
final class PickledKeyedProcess<K, I, O> extends KeyedProcessFunction<K, I, O>
        implements PickledHooks, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    private final Cell<KeyedProcessFunction<K, I, O>> cell;

    PickledKeyedProcess(Cell<KeyedProcessFunction<K, I, O>> cell) {
        this.cell = cell;
    }

    @Override
    public Cell<KeyedProcessFunction<K, I, O>> cell() {
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
    public void processElement(I value, Context context, Collector<O> out) throws Exception {
        cell.get().processElement(value, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<O> out) throws Exception {
        cell.get().onTimer(timestamp, context, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getUnaryOperatorReturnType(
                cell.get(),
                KeyedProcessFunction.class,
                1,
                2,
                TypeExtractor.NO_INDEX,
                null,
                "Pickled.keyedProcess",
                true);
    }
}
