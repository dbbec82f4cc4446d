package io.picklejar.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.flink.shop.Order;
import io.picklejar.flink.shop.Point;
import io.picklejar.flink.shop.Shape;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.test.junit5.InjectClusterRESTAddress;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs with local types, sent over REST. The cluster runs in this JVM, but takes PickleJar from the uploaded jars, so it
 * has a registry of its own and defines the by-value classes anew.
 */
@SuppressWarnings("SameNameButDifferent") // each function of Flink's has its own Context
final class RemoteEnvironmentTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(Jobs.small())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private final Dictionary dictionary = new Dictionary(Map.of("a", "alpha", "b", "beta"));
    private @Nullable URI rest;

    @BeforeEach
    void remember(@InjectClusterRESTAddress URI address) {
        rest = address;
    }

    @Test
    void codeOfTheUserIsNotTheClientsOwn() throws Exception {
        DataStream<Boolean> stream = source().map(value -> Dictionary.class.getClassLoader() == appLoader());

        assertThat(Jobs.collect(stream)).containsExactly(false, false, false);
    }

    private static ClassLoader appLoader() {
        return ClassLoader.getSystemClassLoader();
    }

    @Test
    void localRecordsComeBackAsTheClientsOwn() throws Exception {
        record Word(String text, int length) {}
        DataStream<Word> stream =
                source().map(value -> dictionary.get(value)).map(value -> new Word(value, value.length()));

        assertThat(Jobs.collect(stream))
                .containsExactlyInAnyOrder(new Word("alpha", 5), new Word("beta", 4), new Word("alpha", 5));
    }

    @Test
    void localRecordsAreSourcesKeysAndState() throws Exception {
        StreamExecutionEnvironment environment = environment();
        DataStream<Order> stream = environment
                .fromData(new Order("ann", 1), new Order("bob", 2), new Order("ann", 3))
                .keyBy(order -> new Shape.Circle(order.customer().length()))
                .reduce((left, right) -> new Order(left.customer(), left.amount() + right.amount()))
                .keyBy(Order::customer)
                .process(new Latest());

        assertThat(Jobs.collect(stream)).hasSize(3).contains(new Order("ann", 1));
    }

    @Test
    void pojosAndTuplesOfThemTravel() throws Exception {
        DataStream<Tuple2<String, Point>> stream = source().map(
                        value -> Tuple2.of(value, new Point(value.length(), dictionary.get(value))))
                .returns(new TypeHint<Tuple2<String, Point>>() {})
                .keyBy(pair -> pair.f0)
                .reduce((left, right) -> Tuple2.of(left.f0, new Point(left.f1.x + right.f1.x, "sum")));

        assertThat(Jobs.collect(stream).stream().map(Tuple2::toString))
                .containsExactlyInAnyOrder("(a,alpha1)", "(b,beta1)", "(a,sum2)");
    }

    @Test
    void genericTypesHoldLocalRecords() throws Exception {
        DataStream<List<Order>> stream = source().<List<Order>>map(
                        value -> new ArrayList<>(List.of(new Order(value, 1))))
                .returns(TypeInformation.of(new TypeHint<>() {}))
                .filter(list -> list.get(0).customer().equals("b"));

        assertThat(Jobs.collect(stream)).containsExactly(List.of(new Order("b", 1)));
    }

    @Test
    void sideOutputsCarryLocalRecords() throws Exception {
        OutputTag<Order> orders = new OutputTag<>("orders", Types.GENERIC(Order.class));
        SingleOutputStreamOperator<String> stream = source().process(new ProcessFunction<>() {
            @Override
            public void processElement(String value, Context context, Collector<String> out) {
                context.output(orders, new Order(value, 7));
            }
        });

        assertThat(Jobs.collect(stream.getSideOutput(orders).map(order -> order).returns(Order.class)))
                .containsExactlyInAnyOrder(new Order("a", 7), new Order("b", 7), new Order("a", 7));
    }

    @Test
    void singlePickledFunctionsTravelByTheSameRules() throws Exception {
        record Word(String text) {}
        DataStream<Word> stream = source().map(Pickled.map(value -> new Word(dictionary.get(value))));

        assertThat(Jobs.collect(stream))
                .containsExactlyInAnyOrder(new Word("alpha"), new Word("beta"), new Word("alpha"));
    }

    @Test
    void sinksTravel(@TempDir Path directory) throws Exception {
        String file = directory.resolve("out").toString();
        DataStream<Order> orders = source().map(value -> new Order(value, 1)).setParallelism(1);
        orders.sinkTo(new FileSink(file)).setParallelism(1);
        orders.getExecutionEnvironment().execute();

        assertThat(Files.readAllLines(Path.of(file)))
                .containsExactlyInAnyOrder(
                        "Order[customer=a, amount=1]", "Order[customer=b, amount=1]", "Order[customer=a, amount=1]");
    }

    /** Appends records to a file. */
    private record FileSink(String file) implements Sink<Order> {
        @Override
        public SinkWriter<Order> createWriter(WriterInitContext context) throws IOException {
            BufferedWriter out =
                    Files.newBufferedWriter(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new SinkWriter<>() {
                @Override
                public void write(Order order, Context context) throws IOException {
                    out.write(order + "\n");
                }

                @Override
                public void flush(boolean endOfInput) throws IOException {
                    out.flush();
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }
    }

    @Test
    void librariesAreUploadedUnlessTheClusterHasThem() {
        Configuration without = new Configuration();
        without.set(PickleEnvironment.UPLOAD_LIBRARY, false);

        assertThat(jars(PickleEnvironment.remote("localhost", 1)))
                .anyMatch(jar -> jar.contains("picklejar"))
                .anyMatch(jar -> jar.contains("kryo5"))
                .allMatch(jar -> jar.startsWith("file:") && jar.endsWith(".jar"));
        assertThat(jars(PickleEnvironment.remote("localhost", 1, without))).isEmpty();
    }

    private static List<String> jars(PickleEnvironment environment) {
        return environment.getConfiguration().getOptional(PipelineOptions.JARS).orElse(List.of());
    }

    private DataStream<String> source() {
        return environment().fromData("a", "b", "a");
    }

    private StreamExecutionEnvironment environment() {
        URI address = requireNonNull(rest);
        StreamExecutionEnvironment environment = PickleEnvironment.remote(address.getHost(), address.getPort());
        environment.setParallelism(2);
        return environment;
    }

    /** Sends on what was the latest order before this one, if there was one. */
    private static final class Latest extends KeyedProcessFunction<String, Order, Order> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Order> latest;

        @Override
        public void open(OpenContext context) {
            latest = getRuntimeContext().getState(new ValueStateDescriptor<>("latest", PickleTypeInfo.of(Order.class)));
        }

        @Override
        @SuppressWarnings("NullAway") // open comes first
        public void processElement(Order order, Context context, Collector<Order> out) throws Exception {
            Order before = latest.value();
            latest.update(order);
            out.collect(before == null ? order : new Order(before.customer(), before.amount() + order.amount()));
        }
    }
}
