package io.picklejar.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Hands the calls of a function's life to the function inside a wrapper, as far as it wants them. */
final class Lifecycle {
    private Lifecycle() {}

    static void setRuntimeContext(Object function, RuntimeContext context) {
        if (function instanceof RichFunction rich) {
            rich.setRuntimeContext(context);
        }
    }

    static void open(Object function, OpenContext context) throws Exception {
        if (function instanceof RichFunction rich) {
            rich.open(context);
        }
    }

    static void close(Object function) throws Exception {
        if (function instanceof RichFunction rich) {
            rich.close();
        }
    }

    static void initializeState(Object function, FunctionInitializationContext context) throws Exception {
        if (function instanceof CheckpointedFunction checkpointed) {
            checkpointed.initializeState(context);
        }
    }

    static void snapshotState(Object function, FunctionSnapshotContext context) throws Exception {
        if (function instanceof CheckpointedFunction checkpointed) {
            checkpointed.snapshotState(context);
        }
    }

    static void notifyCheckpointComplete(Object function, long checkpointId) throws Exception {
        if (function instanceof CheckpointListener listener) {
            listener.notifyCheckpointComplete(checkpointId);
        }
    }

    static void notifyCheckpointAborted(Object function, long checkpointId) throws Exception {
        if (function instanceof CheckpointListener listener) {
            listener.notifyCheckpointAborted(checkpointId);
        }
    }
}
