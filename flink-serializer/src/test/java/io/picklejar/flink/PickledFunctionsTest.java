package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.CoFlatMapFunction;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each kind of function that {@link Pickled} wraps, in an environment of Flink's own, with a capture that is not Serializable. */
@SuppressWarnings({"SameNameButDifferent", "NullAway.Init"}) // each function of Flink's has its own Context
final class PickledFunctionsTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(Jobs.small())
            .setNumberTaskManagers(2)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Transient: anonymous functions bring their outer instance along. */
    private transient StreamExecutionEnvironment environment;

    private final Dictionary words = new Dictionary(Map.of("a", "alpha", "b", "beta"));

    @BeforeEach
    void setEnvironment() {
        environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
    }

    @Test
    void connectedStreams() throws Exception {
        Dictionary dictionary = words;
        SingleOutputStreamOperator<String> mapped = letters()
                .connect(numbers())
                .map(Pickled.coMap(new CoMapFunction<String, Integer, String>() {
                    @Override
                    public String map1(String value) {
                        return dictionary.get(value);
                    }

                    @Override
                    public String map2(Integer value) {
                        return dictionary.get("a") + value;
                    }
                }));
        assertInferred(mapped);
        assertThat(Jobs.collect(mapped)).containsExactlyInAnyOrder("alpha", "beta", "alpha1", "alpha2");

        SingleOutputStreamOperator<String> flatMapped = letters()
                .connect(numbers())
                .flatMap(Pickled.coFlatMap(new CoFlatMapFunction<String, Integer, String>() {
                    @Override
                    public void flatMap1(String value, Collector<String> out) {
                        out.collect(dictionary.get(value));
                    }

                    @Override
                    public void flatMap2(Integer value, Collector<String> out) {
                        out.collect(dictionary.get("b") + value);
                    }
                }));
        assertInferred(flatMapped);
        assertThat(Jobs.collect(flatMapped)).containsExactlyInAnyOrder("alpha", "beta", "beta1", "beta2");

        SingleOutputStreamOperator<String> processed = letters()
                .connect(numbers())
                .process(Pickled.coProcess(new CoProcessFunction<String, Integer, String>() {
                    @Override
                    public void processElement1(String value, Context context, Collector<String> out) {
                        out.collect(dictionary.get(value));
                    }

                    @Override
                    public void processElement2(Integer value, Context context, Collector<String> out) {
                        out.collect("b" + value + context.timerService().currentWatermark());
                    }
                }));
        assertInferred(processed);
        assertThat(Jobs.collect(processed)).hasSize(4).contains("alpha", "beta");
    }

    @Test
    void keyedConnectedStreamsHaveStateAndTimers() throws Exception {
        Dictionary dictionary = words;
        SingleOutputStreamOperator<String> stream = letters()
                .connect(numbers())
                .keyBy(value -> "k", value -> "k")
                .process(Pickled.keyedCoProcess(new KeyedCoProcessFunction<String, String, Integer, String>() {
                    private transient @Nullable ValueState<Integer> count;

                    @Override
                    public void open(OpenContext context) {
                        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
                    }

                    @Override
                    public void processElement1(String value, Context context, Collector<String> out) throws Exception {
                        count(context);
                    }

                    @Override
                    public void processElement2(Integer value, Context context, Collector<String> out)
                            throws Exception {
                        count(context);
                    }

                    @SuppressWarnings("NullAway") // open comes first
                    private void count(Context context) throws Exception {
                        count.update(count.value() == null ? 1 : count.value() + 1);
                        context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
                    }

                    @Override
                    @SuppressWarnings("NullAway") // open comes first
                    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out)
                            throws Exception {
                        out.collect(context.getCurrentKey() + dictionary.get("a") + count.value());
                    }
                }));

        assertInferred(stream);
        assertThat(Jobs.collect(stream)).containsExactly("kalpha4");
    }

    @Test
    void broadcastStreams() throws Exception {
        Dictionary dictionary = words;
        var rules = new MapStateDescriptor<>("rules", Types.STRING, Types.STRING);
        SingleOutputStreamOperator<String> stream = letters()
                .connect(numbers().broadcast(rules))
                .process(Pickled.broadcastProcess(new BroadcastProcessFunction<String, Integer, String>() {
                    @Override
                    public void processElement(String value, ReadOnlyContext context, Collector<String> out) {
                        out.collect(dictionary.get(value));
                    }

                    @Override
                    public void processBroadcastElement(Integer value, Context context, Collector<String> out)
                            throws Exception {
                        context.getBroadcastState(rules).put("k", dictionary.get("a"));
                    }
                }));
        assertInferred(stream);
        assertThat(Jobs.collect(stream)).containsExactlyInAnyOrder("alpha", "beta");

        SingleOutputStreamOperator<String> keyed = letters()
                .keyBy(value -> value)
                .connect(numbers().broadcast(rules))
                .process(Pickled.keyedBroadcastProcess(
                        new KeyedBroadcastProcessFunction<String, String, Integer, String>() {
                            @Override
                            public void processElement(String value, ReadOnlyContext context, Collector<String> out) {
                                out.collect(context.getCurrentKey() + dictionary.get(value));
                            }

                            @Override
                            public void processBroadcastElement(Integer value, Context context, Collector<String> out) {
                                // Nothing to remember.
                            }
                        }));
        assertInferred(keyed);
        assertThat(Jobs.collect(keyed)).containsExactlyInAnyOrder("aalpha", "bbeta");
    }

    @Test
    void windows() throws Exception {
        Dictionary dictionary = words;
        SingleOutputStreamOperator<String> applied = letters()
                .keyBy(value -> value)
                .countWindow(1)
                .apply(Pickled.<String, String, String, GlobalWindow>window(
                        (key, window, values, out) -> out.collect(key + dictionary.get(first(values)))))
                .returns(Types.STRING);
        assertThat(Jobs.collect(applied)).containsExactlyInAnyOrder("aalpha", "bbeta");

        SingleOutputStreamOperator<String> processed = letters()
                .keyBy(value -> value)
                .countWindow(1)
                .process(Pickled.processWindow(new ProcessWindowFunction<String, String, String, GlobalWindow>() {
                    @Override
                    public void process(String key, Context context, Iterable<String> values, Collector<String> out) {
                        out.collect(key
                                + dictionary.get(first(values))
                                + context.window().maxTimestamp());
                    }
                }));
        assertInferred(processed);
        assertThat(Jobs.collect(processed))
                .containsExactlyInAnyOrder("aalpha" + Long.MAX_VALUE, "bbeta" + Long.MAX_VALUE);

        SingleOutputStreamOperator<String> all = letters()
                .countWindowAll(2)
                .apply(Pickled.<String, String, GlobalWindow>allWindow(
                        (window, values, out) -> values.forEach(value -> out.collect(dictionary.get(value)))))
                .returns(Types.STRING);
        assertThat(Jobs.collect(all)).containsExactlyInAnyOrder("alpha", "beta");

        SingleOutputStreamOperator<String> allProcessed = letters()
                .countWindowAll(2)
                .process(Pickled.processAllWindow(new ProcessAllWindowFunction<String, String, GlobalWindow>() {
                    @Override
                    public void process(Context context, Iterable<String> values, Collector<String> out) {
                        values.forEach(value -> out.collect(dictionary.get(value)));
                    }
                }));
        assertInferred(allProcessed);
        assertThat(Jobs.collect(allProcessed)).containsExactlyInAnyOrder("alpha", "beta");

        DataStream<Integer> aggregated =
                letters().countWindowAll(2).aggregate(Pickled.aggregate(new Lengths(dictionary)), Types.INT, Types.INT);
        assertThat(Jobs.collect(aggregated)).containsExactly(9);
    }

    private static String first(Iterable<String> values) {
        Iterator<String> iterator = values.iterator();
        return iterator.next();
    }

    /** Adds up the lengths of words. */
    private static final class Lengths implements AggregateFunction<String, Integer, Integer> {
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
        public Integer getResult(Integer sum) {
            return sum;
        }

        @Override
        public Integer merge(Integer left, Integer right) {
            return left + right;
        }
    }

    @Test
    void intervalJoinsAndWatermarks() throws Exception {
        Dictionary dictionary = words;
        WatermarkStrategy<String> allAtZero = Pickled.watermarks(WatermarkStrategy.<String>forMonotonousTimestamps()
                .withTimestampAssigner((value, before) -> dictionary.get(value).length() * 0L));
        DataStream<String> left = letters().assignTimestampsAndWatermarks(allAtZero);
        DataStream<String> right = letters().assignTimestampsAndWatermarks(allAtZero);

        SingleOutputStreamOperator<String> interval = left.keyBy(value -> value)
                .intervalJoin(right.keyBy(value -> value))
                .between(SECOND.negated(), SECOND)
                .process(Pickled.processJoin(new ProcessJoinFunction<String, String, String>() {
                    @Override
                    public void processElement(String first, String second, Context context, Collector<String> out) {
                        out.collect(first + dictionary.get(second) + context.getTimestamp());
                    }
                }));
        assertInferred(interval);
        assertThat(Jobs.collect(interval)).containsExactlyInAnyOrder("aalpha0", "bbeta0");
    }

    @Test
    void asyncFunctionsAndPartitioners() throws Exception {
        Dictionary dictionary = words;
        SingleOutputStreamOperator<String> looked =
                AsyncDataStream.orderedWait(letters(), Pickled.async(new Lookup(dictionary)), 10, TimeUnit.SECONDS);
        assertInferred(looked);
        assertThat(Jobs.collect(looked)).containsExactlyInAnyOrder("alpha open", "beta open");

        Partitioner<String> byLength =
                Pickled.partitioner((key, partitions) -> dictionary.get(key).length() % partitions);
        assertThat(Jobs.collect(
                        letters().partitionCustom(byLength, value -> value).map(value -> value)))
                .containsExactlyInAnyOrder("a", "b");
    }

    /** Knows whether it was opened. */
    private static final class Lookup extends RichAsyncFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        private final Dictionary dictionary;

        private transient String state = "closed";

        Lookup(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getTaskInfo().getTaskName().isEmpty() ? "nameless" : "open";
        }

        @Override
        public void asyncInvoke(String value, ResultFuture<String> result) {
            result.complete(List.of(dictionary.get(value) + " " + state));
        }
    }

    @Test
    void sourcesAndSinks() throws Exception {
        WRITTEN.clear();
        environment
                .fromSource(Pickled.source(new Numbers(words)), WatermarkStrategy.noWatermarks(), "numbers", Types.LONG)
                .sinkTo(Pickled.sink(new Remembering(words)));
        environment.execute();

        assertThat(WRITTEN).containsExactlyInAnyOrder("alpha1", "alpha2", "alpha3");
    }

    private static final Queue<String> WRITTEN = new ConcurrentLinkedQueue<>();

    /** 1 to 3, if the dictionary is still there. */
    private static final class Numbers extends NumberSequenceSource {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        private final Dictionary dictionary;

        Numbers(Dictionary dictionary) {
            super(1, 3);
            this.dictionary = dictionary;
        }

        @Override
        public Boundedness getBoundedness() {
            return dictionary.get("a").equals("alpha") ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
        }
    }

    @SuppressWarnings("serial") // that is the point
    private record Remembering(Dictionary dictionary) implements Sink<Long> {
        @Override
        public SinkWriter<Long> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Long number, Context context) {
                    WRITTEN.add(dictionary.get("a") + number);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }

    /** As for the function itself. */
    private static void assertInferred(SingleOutputStreamOperator<String> stream) {
        TypeInformation<String> type = stream.getType();
        assertThat(type).isEqualTo(Types.STRING);
    }

    private DataStream<String> letters() {
        return environment.fromData("a", "b");
    }

    private DataStream<Integer> numbers() {
        return environment.fromData(1, 2);
    }
}
