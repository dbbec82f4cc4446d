package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.flink.PickleEnvironment;
import io.picklejar.testkit.UserJar;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
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
        try (Version before = new Version("before", BEFORE, configuration)) {
            JobClient job = before.start();
            while (last.size() < 10 || last.values().stream().anyMatch(count -> count < 5)) {
                before.nextInto(last);
            }
            savepoint = job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(1, TimeUnit.MINUTES);
            while (before.results.hasNext()) {
                before.nextInto(last);
            }
        }
        // The first name of an option is that of Flink 1. The sink that collects results has another id in each job.
        for (String prefix : List.of("execution.savepoint.", "execution.state-recovery.")) {
            configuration.setString(prefix + "path", savepoint);
            configuration.setString(prefix + "ignore-unclaimed-state", "true");
        }
        try (Version now = new Version("now", NOW, configuration)) {
            JobClient job = now.start();
            Map<String, String> first = new HashMap<>();
            while (first.size() < 10) {
                String[] words = now.results.next().split(" ", 2);
                first.putIfAbsent(words[0], words[1]);
            }
            job.cancel().get(1, TimeUnit.MINUTES);

            Map<String, String> expected = new HashMap<>();
            last.forEach((key, count) -> expected.put(key, (count + 1) + " restored"));
            assertThat(first).isEqualTo(expected);
        }
    }

    /** The job, compiled with one version of its state, and its results. */
    private final class Version implements AutoCloseable {
        private final URLClassLoader loader;
        private final StreamExecutionEnvironment environment;
        private final CloseableIterator<String> results;
        private final ClassLoader callers = Thread.currentThread().getContextClassLoader();

        @SuppressWarnings("unchecked")
        Version(String name, String order, Configuration configuration) throws Exception {
            loader = UserJar.loader(UserJar.compile(directory.resolve(name + ".jar"), List.of(), order, JOB));
            Thread.currentThread().setContextClassLoader(loader);
            configuration.set(PickleEnvironment.UPLOAD_LIBRARY, false);
            environment = PickleEnvironment.remote(cluster.host(), cluster.port(), configuration);
            environment.setParallelism(2);
            results = ((DataStream<String>) UserJar.load(loader, "shop.Job")
                            .getMethod("build", StreamExecutionEnvironment.class)
                            .invoke(null, environment))
                    .collectAsync();
        }

        JobClient start() throws Exception {
            return environment.executeAsync();
        }

        void nextInto(Map<String, Long> last) {
            String[] words = results.next().split(" ", 2);
            last.put(words[0], Long.parseLong(words[1]));
        }

        @Override
        public void close() throws Exception {
            results.close();
            environment.close();
            loader.close();
            Thread.currentThread().setContextClassLoader(callers);
        }
    }
}
