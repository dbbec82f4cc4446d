package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Joins of windows, whose methods return other types in Flink 1: compiled for the newest version, they run on Flink 2 alone. */
final class JoinsTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(Jobs.small())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private final Dictionary dictionary = new Dictionary(Map.of("a", "alpha", "b", "beta", "k", "K"));

    @AfterEach
    void uninstall() {
        PickleEnvironment.uninstall();
    }

    @Test
    void wholeJobsMayJoin() throws Exception {
        WatermarkStrategy<String> allAtZero =
                WatermarkStrategy.<String>forMonotonousTimestamps().withTimestampAssigner((value, before) -> 0);
        PickleEnvironment.install();
        StreamExecutionEnvironment other = environment();
        DataStream<String> stream = other.fromData("a", "b", "a")
                .assignTimestampsAndWatermarks(allAtZero)
                .join(other.fromData("alpha").assignTimestampsAndWatermarks(allAtZero))
                .where(value -> dictionary.get(value))
                .equalTo(value -> value)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .apply((left, right) -> left + right + dictionary.get("k"), Types.STRING);

        assertThat(Jobs.collect(stream)).containsExactlyInAnyOrder("aalphaK", "aalphaK");
    }

    @Test
    void singleFunctionsMayJoin() throws Exception {
        Dictionary words = dictionary;
        WatermarkStrategy<String> allAtZero =
                WatermarkStrategy.<String>forMonotonousTimestamps().withTimestampAssigner((value, before) -> 0);
        StreamExecutionEnvironment environment = environment();
        DataStream<String> left = environment.fromData("a", "b").assignTimestampsAndWatermarks(allAtZero);
        DataStream<String> right = environment.fromData("a", "b").assignTimestampsAndWatermarks(allAtZero);

        DataStream<String> joined = left.join(right)
                .where(value -> value)
                .equalTo(value -> value)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .apply(Pickled.join((first, second) -> first + words.get(second)));
        assertThat(Jobs.collect(joined)).containsExactlyInAnyOrder("aalpha", "bbeta");

        DataStream<String> flat = left.join(right)
                .where(value -> value)
                .equalTo(value -> value)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .apply(
                        Pickled.<String, String, String>flatJoin(
                                (first, second, out) -> out.collect(first + words.get(second))),
                        Types.STRING);
        assertThat(Jobs.collect(flat)).containsExactlyInAnyOrder("aalpha", "bbeta");

        DataStream<String> grouped = left.coGroup(right)
                .where(value -> value)
                .equalTo(value -> value)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .apply(
                        Pickled.<String, String, String>coGroup(
                                (first, second, out) -> out.collect(first(first) + words.get(first(second)))),
                        Types.STRING);
        assertThat(Jobs.collect(grouped)).containsExactlyInAnyOrder("aalpha", "bbeta");
    }

    private static String first(Iterable<String> values) {
        return values.iterator().next();
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        return environment;
    }
}
