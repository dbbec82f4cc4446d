package io.picklejar.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.flink.PickleTypeInfo;
import io.picklejar.flink.Pickled;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A TaskManager dies under load; the counts are those of a job that nothing happened to. */
final class KilledTaskManagerTest {
    private static final int NUMBERS = 4_000;
    private static final int KEYS = 10;

    /** State. */
    record Count(String key, long count) {}

    /** A count, and the process that made it. */
    record Result(Count count, long pid) {}

    @Test
    @SuppressWarnings("try") // close() is Flink's, and may throw what it likes
    void countsAreExact() throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(2)) {
            StreamExecutionEnvironment environment = EngineRuns.environment(cluster);
            environment.setParallelism(2);
            environment.enableCheckpointing(200);
            DataGeneratorSource<Long> numbers = new DataGeneratorSource<>(
                    Pickled.generator(index -> index), NUMBERS, RateLimiterStrategy.perSecond(500), Types.LONG);

            Set<Count> counts = new HashSet<>();
            long results = 0;
            long victim = 0;
            long last = 0;
            try (CloseableIterator<Result> iterator = environment
                    .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                    .keyBy(number -> "key " + number % KEYS)
                    .process(new Counting())
                    .returns(PickleTypeInfo.of(Result.class))
                    .executeAndCollect()) {
                while (iterator.hasNext()) {
                    Result result = iterator.next();
                    counts.add(result.count());
                    last = result.pid();
                    if (++results == NUMBERS / 4) {
                        victim = last;
                        assertThat(ProcessHandle.of(victim)).hasValueSatisfying(ProcessHandle::destroyForcibly);
                    }
                }
            }

            Set<Count> expected = new HashSet<>();
            for (int key = 0; key < KEYS; key++) {
                for (long count = 1; count <= NUMBERS / KEYS; count++) {
                    expected.add(new Count("key " + key, count));
                }
            }
            assertThat(counts).isEqualTo(expected);
            assertThat(results).isEqualTo(NUMBERS);
            assertThat(cluster.pids()).contains(victim, last);
            assertThat(last).isNotEqualTo(victim);
        }
    }

    /** Counts the records of each key. */
    private static final class Counting extends KeyedProcessFunction<String, Long, Result> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Count> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("count", PickleTypeInfo.of(Count.class)));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Result> out) throws Exception {
            ValueState<Count> counted = requireNonNull(state);
            Count before = counted.value();
            Count now = new Count(context.getCurrentKey(), before == null ? 1 : before.count() + 1);
            counted.update(now);
            out.collect(new Result(now, ProcessHandle.current().pid()));
        }
    }
}
