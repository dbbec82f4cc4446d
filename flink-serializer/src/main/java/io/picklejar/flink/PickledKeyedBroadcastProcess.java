package io.picklejar.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** A process function of a keyed stream and a broadcast one that travels as a pickle. Its context is the wrapper's, which Flink made for it. */
final class PickledKeyedBroadcastProcess<K, I, B, O> extends KeyedBroadcastProcessFunction<K, I, B, O>
        implements PickledHooks, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    private final Cell<KeyedBroadcastProcessFunction<K, I, B, O>> cell;

    PickledKeyedBroadcastProcess(Cell<KeyedBroadcastProcessFunction<K, I, B, O>> cell) {
        this.cell = cell;
    }

    @Override
    public Cell<KeyedBroadcastProcessFunction<K, I, B, O>> cell() {
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
    public void processElement(I value, ReadOnlyContext context, Collector<O> out) throws Exception {
        cell.get().processElement(value, context, out);
    }

    @Override
    public void processBroadcastElement(B value, Context context, Collector<O> out) throws Exception {
        cell.get().processBroadcastElement(value, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<O> out) throws Exception {
        cell.get().onTimer(timestamp, context, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                cell.get(),
                KeyedBroadcastProcessFunction.class,
                1,
                2,
                3,
                TypeExtractor.NO_INDEX,
                null,
                null,
                "Pickled.keyedBroadcastProcess",
                true);
    }
}
