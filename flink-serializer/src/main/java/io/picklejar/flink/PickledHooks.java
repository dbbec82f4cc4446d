package io.picklejar.flink;

import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * The calls around checkpoints, handed to the function inside. For wrappers that extend a class of Flink's; those that do not
 * extend {@link PickledFunction}.
 */
interface PickledHooks extends CheckpointedFunction, CheckpointListener {
    Cell<?> cell();

    @Override
    default void initializeState(FunctionInitializationContext context) throws Exception {
        Lifecycle.initializeState(cell().get(), context);
    }

    @Override
    default void snapshotState(FunctionSnapshotContext context) throws Exception {
        Lifecycle.snapshotState(cell().get(), context);
    }

    @Override
    default void notifyCheckpointComplete(long checkpointId) throws Exception {
        Lifecycle.notifyCheckpointComplete(cell().get(), checkpointId);
    }

    @Override
    default void notifyCheckpointAborted(long checkpointId) throws Exception {
        Lifecycle.notifyCheckpointAborted(cell().get(), checkpointId);
    }
}
