package io.picklejar.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** A keyed process function that travels as a pickle. Its context and timers are the wrapper's, which Flink made for it. */
final class PickledKeyedProcess<K, I, O> extends KeyedProcessFunction<K, I, O>
        implements CheckpointedFunction, CheckpointListener, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    private final Cell<KeyedProcessFunction<K, I, O>> cell;

    PickledKeyedProcess(Cell<KeyedProcessFunction<K, I, O>> cell) {
        this.cell = cell;
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
    public void initializeState(FunctionInitializationContext context) throws Exception {
        Lifecycle.initializeState(cell.get(), context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Lifecycle.snapshotState(cell.get(), context);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        Lifecycle.notifyCheckpointComplete(cell.get(), checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        Lifecycle.notifyCheckpointAborted(cell.get(), checkpointId);
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
