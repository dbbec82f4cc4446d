package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig.ClosureCleanerLevel;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.functions.RichReduceFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.ClosureCleaner;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Single functions, in an environment of Flink's own. */
@SuppressWarnings("SameNameButDifferent") // each function of Flink's has its own Context
final class PickledTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(Jobs.small())
            .setNumberTaskManagers(2)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private final Dictionary dictionary = new Dictionary(Map.of("a", "alpha", "b", "beta"));

    @Test
    void lambdasCaptureWhatIsNotSerializable() throws Exception {
        Dictionary words = dictionary;

        DataStream<String> stream = source().<String>flatMap(Pickled.flatMap((value, out) -> {
                    out.collect(value);
                    out.collect(words.get(value));
                }))
                .returns(String.class)
                .filter(Pickled.filter(value -> !value.equals(words.get("b"))))
                .map(Pickled.map(value -> value + "/" + words.get(value)));

        assertThat(Jobs.collect(stream))
                .containsExactlyInAnyOrder("a/alpha", "alpha/?", "b/beta", "a/alpha", "alpha/?");
    }

    @Test
    void keysAndReductionsToo() throws Exception {
        Dictionary words = dictionary;

        DataStream<String> stream = source().keyBy(
                        Pickled.key(value -> words.get(value).length()))
                .reduce(Pickled.reduce((left, right) -> left + right + words.get(right)));

        assertThat(Jobs.collect(stream)).containsExactlyInAnyOrder("a", "b", "aaalpha");
    }

    @Test
    void richFunctionsHaveTheirLife() throws Exception {
        assertThat(Jobs.collect(source().map(Pickled.map(new Opened(dictionary)))))
                .containsExactlyInAnyOrder("a alpha opened", "b beta opened", "a alpha opened");
    }

    @Test
    void processFunctionsHaveStateAndContext() throws Exception {
        DataStream<String> stream = source().process(Pickled.process(new Lookup(dictionary)))
                .keyBy(value -> value)
                .process(Pickled.keyedProcess(new Counter(dictionary)));

        assertThat(Jobs.collect(stream)).containsExactlyInAnyOrder("alpha 1 ?", "beta 1 ?", "alpha 2 ?");
    }

    @Test
    void everyLevelOfTheClosureCleanerAcceptsThem() throws Exception {
        Dictionary words = dictionary;
        for (ClosureCleanerLevel level : ClosureCleanerLevel.values()) {
            MapFunction<String, String> function = Pickled.map(value -> words.get(value));

            ClosureCleaner.clean(function, level, true);
            ClosureCleaner.ensureSerializable(function);
            MapFunction<String, String> copyOfCopy = InstantiationUtil.clone(InstantiationUtil.clone(function));

            assertThat(copyOfCopy.map("a")).isEqualTo("alpha");
        }
    }

    @Test
    void whatWasLoadedCanBeWrittenAgain() throws Exception {
        Dictionary words = dictionary;
        MapFunction<String, String> function = InstantiationUtil.clone(Pickled.map(value -> words.get(value)));
        assertThat(function.map("a")).isEqualTo("alpha");

        assertThat(InstantiationUtil.clone(function).map("b")).isEqualTo("beta");
    }

    @Test
    void typesAreThoseOfThePlainFunction() {
        MapFunction<String, Integer> map = String::length;
        MapFunction<String, Tuple2<String, Integer>> anonymous = new MapFunction<>() {
            @Override
            public Tuple2<String, Integer> map(String value) {
                return Tuple2.of(value, 1);
            }
        };
        KeySelector<String, Long> key = value -> 1L;
        FlatMapFunction<String, Integer> flatMap = new FlatMapFunction<>() {
            @Override
            public void flatMap(String value, Collector<Integer> out) {
                out.collect(1);
            }
        };
        DataStream<String> source = source();

        assertThat(source.map(Pickled.map(map)).getType())
                .isEqualTo(source.map(map).getType())
                .isEqualTo(Types.INT);
        assertThat(source.map(Pickled.map(anonymous)).getType())
                .isEqualTo(source.map(anonymous).getType())
                .isEqualTo(Types.TUPLE(Types.STRING, Types.INT));
        assertThat(source.keyBy(Pickled.key(key)).getKeyType())
                .isEqualTo(source.keyBy(key).getKeyType())
                .isEqualTo(Types.LONG);
        assertThat(source.flatMap(Pickled.flatMap(flatMap)).getType())
                .isEqualTo(source.flatMap(flatMap).getType())
                .isEqualTo(Types.INT);
        assertThat(source.process(Pickled.process(new Lookup(dictionary))).getType())
                .isEqualTo(Types.STRING);
        assertThat(source.keyBy(key)
                        .process(Pickled.keyedProcess(new LongCounter()))
                        .getType())
                .isEqualTo(Types.LONG);
    }

    @Test
    void erasedTypesNeedReturnsAsEver() throws Exception {
        DataStream<Tuple2<String, Integer>> stream =
                source().map(Pickled.map(value -> Tuple2.of(value, 1))).returns(Types.TUPLE(Types.STRING, Types.INT));

        assertThat(Jobs.collect(stream))
                .containsExactlyInAnyOrderElementsOf(List.of(Tuple2.of("a", 1), Tuple2.of("b", 1), Tuple2.of("a", 1)));
    }

    @Test
    void reductionsAreRichOnlyIfTheirFunctionIs() {
        ReduceFunction<String> plain = (left, right) -> left;
        ReduceFunction<String> rich = new RichReduceFunction<>() {
            @Override
            public String reduce(String left, String right) {
                return left;
            }
        };

        assertThat(Pickled.reduce(plain)).isNotInstanceOf(RichFunction.class);
        assertThat(Pickled.reduce(rich)).isInstanceOf(RichFunction.class);
    }

    private static DataStream<String> source() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        return environment.fromData("a", "b", "a");
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

    /** Looks words up. */
    private static final class Lookup extends ProcessFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        private final Dictionary dictionary;

        Lookup(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        @Override
        public void processElement(String value, Context context, Collector<String> out) {
            out.collect(dictionary.get(value));
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
            out.collect(context.getCurrentKey() + " " + now + " " + dictionary.get("k"));
        }
    }

    /** Counts in longs. */
    private static final class LongCounter extends KeyedProcessFunction<Long, String, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String value, Context context, Collector<Long> out) {
            out.collect(1L);
        }
    }
}
