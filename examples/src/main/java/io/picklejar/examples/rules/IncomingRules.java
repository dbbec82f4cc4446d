package io.picklejar.examples.rules;

import static java.util.Objects.requireNonNull;

import io.picklejar.CloudPickle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Looks into the folder at every tick and emits the rules that came, each once. For a single task. */
final class IncomingRules implements FlatMapFunction<Long, Rule>, CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private int next;
    private transient @Nullable ListState<Integer> state;

    IncomingRules(String folder) {
        this.folder = folder;
    }

    @Override
    public void flatMap(Long tick, Collector<Rule> out) throws IOException {
        Path file = Path.of(folder, next + ".rule");
        while (Files.exists(file)) {
            out.collect(CloudPickle.<Rule>loads(Files.readAllBytes(file)));
            next++;
            file = Path.of(folder, next + ".rule");
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Types.INT));
        for (int saved : state.get()) {
            next = saved;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        ListState<Integer> current = requireNonNull(state);
        current.clear();
        current.add(next);
    }
}
