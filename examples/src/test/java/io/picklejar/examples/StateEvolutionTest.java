package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.UserJar;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job on a real cluster is stopped with a savepoint and goes on as another version of itself, whose class of state has
 * other fields. The cluster has neither version: both travel by value, as from a session.
 */
@SuppressWarnings("try") // close() is Flink's, and may throw what it likes
final class StateEvolutionTest {
    private static final String IMPORTS = """
            package shop;
            import io.picklejar.flink.*;
            import io.picklejar.record.FormerNames;
            import org.apache.flink.api.common.eventtime.WatermarkStrategy;
            import org.apache.flink.api.common.functions.OpenContext;
            import org.apache.flink.api.common.state.*;
            import org.apache.flink.api.common.typeinfo.Types;
            import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
            import org.apache.flink.connector.datagen.source.DataGeneratorSource;
            import org.apache.flink.streaming.api.datastream.DataStream;
            import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
            import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
            import org.apache.flink.util.Collector;
            """;

    private static final String JOB = IMPORTS + """
            public class Job {
                public static DataStream<String> build(StreamExecutionEnvironment env) {
                    var numbers = new DataGeneratorSource<>(
                            Pickled.generator(i -> i), Long.MAX_VALUE, RateLimiterStrategy.perSecond(500), Types.LONG);
                    return env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
                            .keyBy(number -> "k" + number % 10)
                            .process(new Count()).uid("count")
                            .returns(Types.STRING);
                }
            }

            class Count extends KeyedProcessFunction<String, Long, String> {
                private transient ValueState<Order> state;

                @Override
                public void open(OpenContext context) {
                    state = getRuntimeContext().getState(new ValueStateDescriptor<>("order", PickleTypeInfo.of(Order.class)));
                }

                @Override
                public void processElement(Long number, Context context, Collector<String> out) throws Exception {
                    Order now = Order.next(context.getCurrentKey(), state.value());
                    state.update(now);
                    out.collect(now.toString());
                }
            }
            """;

    private static final String BEFORE = IMPORTS + """
            public record Order(String key, int count) {
                static Order next(String key, Order before) {
                    return before == null ? new Order(key, 1) : new Order(before.key(), before.count() + 1);
                }

                public String toString() {
                    return key + " " + count;
                }
            }
            """;

    private static final String NOW = IMPORTS + """
            public record Order(String note, long count, @FormerNames("key") String name) {
                static Order next(String key, Order before) {
                    return before == null
                            ? new Order("lost", 1, key)
                            : new Order(before.note() == null ? "restored" : before.note(), before.count() + 1, before.name());
                }

                public String toString() {
                    return name + " " + count + " " + note;
                }
            }
            """;

    private static FlinkCluster cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = FlinkCluster.start(2);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void stateGoesOnWithOtherFields(String backend) throws Exception {
        Map<String, Long> last = new HashMap<>();
        String savepoint;
        Configuration configuration = new Configuration();
        configuration.setString("state.backend.type", backend);
        try (JobVersion before = start("before", BEFORE, configuration)) {
            while (last.size() < 10 || last.values().stream().anyMatch(count -> count < 5)) {
                nextInto(last, before);
            }
            savepoint = before.stopWithSavepoint(directory);
            while (before.hasNext()) {
                nextInto(last, before);
            }
        }
        try (JobVersion now = start("now", NOW, JobVersion.restoring(configuration, savepoint))) {
            Map<String, String> first = new HashMap<>();
            while (first.size() < 10) {
                String[] words = now.next().split(" ", 2);
                first.putIfAbsent(words[0], words[1]);
            }
            now.cancel();

            Map<String, String> expected = new HashMap<>();
            last.forEach((key, count) -> expected.put(key, (count + 1) + " restored"));
            assertThat(first).isEqualTo(expected);
        }
    }

    private JobVersion start(String name, String order, Configuration configuration) throws Exception {
        UserJar jar = UserJar.compile(directory.resolve(name + ".jar"), List.of(), order, JOB);
        return new JobVersion(
                cluster, jar, configuration, (loader, environment) -> (DataStream<?>) UserJar.load(loader, "shop.Job")
                        .getMethod("build", StreamExecutionEnvironment.class)
                        .invoke(null, environment));
    }

    private static void nextInto(Map<String, Long> last, JobVersion job) {
        String[] words = job.next().split(" ", 2);
        last.put(words[0], Long.parseLong(words[1]));
    }
}
