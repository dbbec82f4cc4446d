package io.picklejar.flink;

import org.apache.flink.api.common.functions.AbstractRichFunction;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * What the wrappers of functions have in common: the cell, and the calls of a function's life.
 *
 * @param <F> the type of the function inside
 */
abstract class PickledFunction<F extends Function> extends AbstractRichFunction
        implements CheckpointedFunction, CheckpointListener {
    private static final long serialVersionUID = 1L;

    private final Cell<F> cell;

    PickledFunction(Cell<F> cell) {
        this.cell = cell;
    }

    final F function() {
        return cell.get();
    }

    /** Comes first in a task: loads the function with Flink's user-code class loader. */
    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        Lifecycle.setRuntimeContext(cell.get(context.getUserCodeClassLoader()), context);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        Lifecycle.open(function(), context);
    }

    @Override
    public void close() throws Exception {
        Lifecycle.close(function());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        Lifecycle.initializeState(function(), context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Lifecycle.snapshotState(function(), context);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        Lifecycle.notifyCheckpointComplete(function(), checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        Lifecycle.notifyCheckpointAborted(function(), checkpointId);
    }
}
