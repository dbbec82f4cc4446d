package io.picklejar.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.InvalidProgramException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole jobs, in this JVM; user code as it would be without PickleJar. */
@SuppressWarnings("SameNameButDifferent") // each function of Flink's has its own Context
final class PickleEnvironmentTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(Jobs.small())
            .setNumberTaskManagers(2)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private final Dictionary dictionary = new Dictionary(Map.of("a", "alpha", "b", "beta", "k", "K"));

    /** On the cluster of the extension, which is the one that Flink would hand out. */
    @BeforeEach
    void install() {
        PickleEnvironment.install();
    }

    @AfterEach
    void uninstall() {
        PickleEnvironment.uninstall();
    }

    @Test
    void lambdasCaptureThisAndWhatIsNotSerializable() throws Exception {
        DataStream<String> stream = source().<String>flatMap((value, out) -> {
                    out.collect(value);
                    out.collect(dictionary.get(value));
                })
                .returns(String.class)
                .filter(value -> !value.equals(dictionary.get("b")))
                .map(value -> value + "/" + dictionary.get(value));

        assertThat(Jobs.collect(stream))
                .containsExactlyInAnyOrder("a/alpha", "alpha/?", "b/beta", "a/alpha", "alpha/?");
    }

    @Test
    void keysStateAndReductionsWork() throws Exception {
        DataStream<String> stream = source().keyBy(value -> dictionary.get(value))
                .process(new Counter(dictionary))
                .keyBy(value -> value.length())
                .reduce((left, right) -> left + ", " + right + dictionary.get("k"));

        assertThat(Jobs.collect(stream)).hasSize(3).contains("betaKb1");
    }

    @Test
    void richFunctionsHaveTheirLife() throws Exception {
        assertThat(Jobs.collect(source().map(new Opened(dictionary))))
                .containsExactlyInAnyOrder("a alpha opened", "b beta opened", "a alpha opened");
    }

    @Test
    void abstractFunctionsOfAllKindsWork() throws Exception {
        var words = dictionary;
        var rules = new MapStateDescriptor<>("rules", Types.STRING, Types.STRING);
        DataStream<String> windowed = source().keyBy(value -> value)
                .countWindow(1)
                .process(new ProcessWindowFunction<String, String, String, GlobalWindow>() {
                    @Override
                    public void process(String key, Context context, Iterable<String> values, Collector<String> out) {
                        out.collect(key + words.get(key));
                    }
                });
        DataStream<String> stream = windowed.connect(
                        windowed.getExecutionEnvironment().fromData("rule").broadcast(rules))
                .process(new BroadcastProcessFunction<String, String, String>() {
                    @Override
                    public void processElement(String value, ReadOnlyContext context, Collector<String> out) {
                        out.collect(value + words.get("k"));
                    }

                    @Override
                    public void processBroadcastElement(String value, Context context, Collector<String> out) {
                        // Nothing to remember.
                    }
                });

        assertThat(Jobs.collect(stream)).containsExactlyInAnyOrder("aalphaK", "bbetaK", "aalphaK");
    }

    @Test
    void watermarksAndWindowsWork() throws Exception {
        DataStream<String> stream = source().assignTimestampsAndWatermarks(
                        WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofSeconds(1))
                                .withTimestampAssigner(
                                        (value, before) -> dictionary.get(value).length()))
                .keyBy(value -> value)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(5)))
                .aggregate(new Lengths(dictionary));

        assertThat(Jobs.collect(stream)).containsExactlyInAnyOrder("sum 10", "sum 4");
    }

    @Test
    void partitionersAndSideOutputsWork() throws Exception {
        var words = dictionary;
        OutputTag<Integer> lengths = new OutputTag<>("lengths", Types.INT);
        Partitioner<String> partitioner = (key, partitions) -> words.get(key).length() % partitions;
        SingleOutputStreamOperator<String> stream = source().partitionCustom(
                        partitioner, value -> words.get("k") + value)
                .process(new ProcessFunction<String, String>() {
                    @Override
                    public void processElement(String value, Context context, Collector<String> out) {
                        context.output(lengths, words.get(value).length());
                    }
                });

        assertThat(Jobs.collect(stream.getSideOutput(lengths))).containsExactlyInAnyOrder(5, 4, 5);
    }

    @Test
    void tuplesGoThroughKeyedStreams() throws Exception {
        DataStream<Tuple2<String, Integer>> stream = source().map(
                        value -> Tuple2.of(value, dictionary.get(value).length()))
                .returns(Types.TUPLE(Types.STRING, Types.INT))
                .keyBy(pair -> pair.f0)
                .reduce((left, right) -> Tuple2.of(dictionary.get(left.f0), left.f1 + right.f1));

        assertThat(Jobs.collect(stream))
                .containsExactlyInAnyOrder(Tuple2.of("a", 5), Tuple2.of("b", 4), Tuple2.of("alpha", 10));
    }

    @Test
    void asyncFunctionsWork() throws Exception {
        AsyncFunction<String, String> function = (value, result) -> result.complete(List.of(dictionary.get(value)));
        DataStream<String> stream = AsyncDataStream.unorderedWait(source(), function, 10, TimeUnit.SECONDS)
                .returns(String.class);

        assertThat(Jobs.collect(stream)).containsExactlyInAnyOrder("alpha", "beta", "alpha");
    }

    @Test
    void sourcesMayHoldWhatIsNotSerializable() throws Exception {
        StreamExecutionEnvironment environment = environment();
        DataStream<Basket> baskets =
                environment.fromData(PickleTypeInfo.of(Basket.class), new Basket("ann", "fragile").with("egg"));

        assertThat(Jobs.collect(baskets.map(basket -> basket).returns(PickleTypeInfo.of(Basket.class))))
                .isEqualTo(List.of(new Basket("ann", "fragile").with("egg")));
    }

    @Test
    void localEnvironmentBringsItsOwnCluster() throws Exception {
        StreamExecutionEnvironment environment = PickleEnvironment.local(Jobs.small(), PickleJar.standard());
        environment.setParallelism(1);

        assertThat(Jobs.collect(environment.fromData("a").map(value -> dictionary.get(value))))
                .containsExactly("alpha");
    }

    @Test
    void installedEnvironmentIsHandedOutUntilUninstalled() {
        assertThat(StreamExecutionEnvironment.getExecutionEnvironment()).isInstanceOf(PickleEnvironment.class);

        PickleEnvironment.uninstall();

        assertThat(StreamExecutionEnvironment.getExecutionEnvironment()).isNotInstanceOf(PickleEnvironment.class);
    }

    @Test
    void installedJarIsTheDefault() {
        PickleJar jar = PickleJar.builder().build();
        PickleEnvironment.install(jar);
        assertThat(InstalledJar.get()).isSameAs(jar);

        PickleEnvironment.uninstall();

        assertThat(InstalledJar.get()).isSameAs(PickleJar.standard());
    }

    @Test
    void whatCannotTravelIsNamedWithItsOperator() {
        Thread thread = Thread.currentThread();
        DataStream<String> stream =
                source().map(value -> value + thread.getName()).name("Greeter");

        assertThatThrownBy(stream::executeAndCollect)
                .isInstanceOf(InvalidProgramException.class)
                .satisfies(e -> {
                    PicklingException cause = (PicklingException) requireNonNull(e.getCause());
                    assertThat(cause.path()).hasToString("$.operator.userFunction~0");
                    assertThat(e).hasMessage("operator \"Greeter\" cannot travel: " + cause.getMessage());
                });
    }

    private DataStream<String> source() {
        return environment().fromData("a", "b", "a");
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        return environment;
    }

    /** Answers only if it was opened. */
    private static final class Opened extends RichMapFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        private final Dictionary dictionary;

        private transient @Nullable String state;

        Opened(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getTaskInfo().getTaskName().isEmpty() ? "nameless" : "opened";
        }

        @Override
        public String map(String value) {
            return value + " " + dictionary.get(value) + " " + state;
        }
    }

    /** Counts its keys. */
    private static final class Counter extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        private final Dictionary dictionary;

        private transient @Nullable ValueState<Integer> count;

        Counter(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
        }

        @Override
        @SuppressWarnings("NullAway") // open comes first
        public void processElement(String value, Context context, Collector<String> out) throws Exception {
            int now = count.value() == null ? 1 : count.value() + 1;
            count.update(now);
            out.collect(context.getCurrentKey() + dictionary.get("k") + value + now);
        }
    }

    /** Adds up the lengths of words. */
    private static final class Lengths implements AggregateFunction<String, Integer, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        private final Dictionary dictionary;

        Lengths(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public Integer createAccumulator() {
            return 0;
        }

        @Override
        public Integer add(String value, Integer sum) {
            return sum + dictionary.get(value).length();
        }

        @Override
        public String getResult(Integer sum) {
            return "sum " + sum;
        }

        @Override
        public Integer merge(Integer left, Integer right) {
            return left + right;
        }
    }
}
