package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig.ClosureCleanerLevel;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shapes of closure of Flink's {@code ClosureCleanerTest}, in whole jobs at every level of its closure cleaner, by
 * reference and by value. Where Flink's test expects a function to be refused, it runs here.
 */
final class ClosureLevelsTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(Jobs.small())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    /**
     * Not serializable, and not to be pickled: where code goes by value, it stays home as no function reads it. Code by reference
     * may read what it likes, so there the outer instance goes whole.
     */
    @SuppressWarnings("unused")
    private @Nullable Thread running;

    private final Optional<Integer> factor = Optional.of(10);

    static Stream<Arguments> levels() {
        return Arrays.stream(ClosureCleanerLevel.values())
                .flatMap(level -> Stream.of(Arguments.of(level, false), Arguments.of(level, true)));
    }

    @AfterEach
    void uninstall() {
        PickleEnvironment.uninstall();
    }

    @ParameterizedTest(name = "{0}, by value: {1}")
    @MethodSource("levels")
    void everyShapeRuns(ClosureCleanerLevel level, boolean byValue) throws Exception {
        PickleJar jar = byValue
                ? PickleJar.builder()
                        .byValue(ClassRule.className(ClosureLevelsTest.class.getName()))
                        .build()
                : PickleJar.standard();
        running = byValue ? Thread.currentThread() : null;
        PickleEnvironment.install(jar);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.getConfig().configure(levelOf(level), ClosureLevelsTest.class.getClassLoader());
        assertThat(environment.getConfig().getClosureCleanerLevel()).isEqualTo(level);

        for (var shape : shapes().entrySet()) {
            assertThat(environment
                            .fromData(1)
                            .map(shape.getValue())
                            .returns(Integer.class)
                            .executeAndCollect(2))
                    .as(shape.getKey())
                    .containsExactly(11);
        }
    }

    private static org.apache.flink.configuration.Configuration levelOf(ClosureCleanerLevel level) {
        var configuration = new org.apache.flink.configuration.Configuration();
        configuration.set(PipelineOptions.CLOSURE_CLEANER_LEVEL, level);
        return configuration;
    }

    private Map<String, MapFunction<Integer, Integer>> shapes() {
        Optional<Integer> captured = factor;
        class Local implements MapFunction<Integer, Integer> {
            private static final long serialVersionUID = 1L;

            @Override
            public Integer map(Integer value) {
                return value + captured.orElseThrow();
            }
        }
        SelfReferencing self = new SelfReferencing();
        self.next = self;
        return Map.ofEntries(
                Map.entry("lambda that captures", value -> value + captured.orElseThrow()),
                Map.entry("lambda that reads a field of this", value -> value + factor.orElseThrow()),
                Map.entry("anonymous class that reads a field of the outer one", new MapFunction<Integer, Integer>() {
                    @Override
                    public Integer map(Integer value) {
                        return value + factor.orElseThrow();
                    }
                }),
                Map.entry("anonymous class that does not", new MapFunction<Integer, Integer>() {
                    @Override
                    public Integer map(Integer value) {
                        return value + 10;
                    }
                }),
                Map.entry(
                        "anonymous class in an anonymous class",
                        new Supplier<MapFunction<Integer, Integer>>() {
                            @Override
                            public MapFunction<Integer, Integer> get() {
                                return new MapFunction<>() {
                                    @Override
                                    public Integer map(Integer value) {
                                        return value + factor.orElseThrow();
                                    }
                                };
                            }
                        }.get()),
                Map.entry("local class", new Local()),
                Map.entry("inner class", new Inner()),
                Map.entry("nested static class", new Nested(factor)),
                Map.entry("wrapper of a wrapper", new Wrapper(new Wrapper(value -> value + captured.orElseThrow()))),
                Map.entry("function that refers to itself", self),
                Map.entry("rich function", new Rich(factor)),
                Map.entry("method reference", this::add));
    }

    private int add(int value) {
        return value + factor.orElseThrow();
    }

    /** Knows its outer instance. */
    @SuppressWarnings("serial") // that is the point
    private final class Inner implements MapFunction<Integer, Integer> {
        @Override
        public Integer map(Integer value) {
            return value + factor.orElseThrow();
        }
    }

    @SuppressWarnings("serial") // that is the point
    private record Nested(Optional<Integer> factor) implements MapFunction<Integer, Integer> {
        @Override
        public Integer map(Integer value) {
            return value + factor.orElseThrow();
        }
    }

    @SuppressWarnings("serial") // that is the point
    private record Wrapper(MapFunction<Integer, Integer> inside) implements MapFunction<Integer, Integer> {
        @Override
        public Integer map(Integer value) throws Exception {
            return inside.map(value);
        }
    }

    @SuppressWarnings("serial") // that is the point
    private static final class SelfReferencing implements MapFunction<Integer, Integer> {
        private @Nullable SelfReferencing next;

        private final Optional<Integer> factor = Optional.of(10);

        @Override
        public Integer map(Integer value) {
            return next == this ? value + factor.orElseThrow() : -1;
        }
    }

    @SuppressWarnings("serial") // that is the point
    private static final class Rich extends RichMapFunction<Integer, Integer> {
        private final Optional<Integer> factor;

        Rich(Optional<Integer> factor) {
            this.factor = factor;
        }

        @Override
        public Integer map(Integer value) {
            return value
                    + factor.orElseThrow() * getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        }
    }
}
