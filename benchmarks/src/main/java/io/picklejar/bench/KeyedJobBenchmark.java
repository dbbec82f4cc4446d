package io.picklejar.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A job from end to end: the flights of {@code data/flights.csv}, over and over, are sent to the task of their origin, which
 * keeps the longest one of each. The shuffle between two tasks writes and reads every record, the state too where it is in RocksDB.
 * Times the whole job, its submission included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls start
public class KeyedJobBenchmark {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm");
    private static final FlightPojo[] FLIGHTS = load();

    /** Who writes records and state. */
    @Param
    public RecordSerializer serializer;

    /** Where the state is. */
    @Param({"hashmap", "rocksdb"})
    public String backend;

    /** How often all flights pass. */
    @Param("1000")
    public int times;

    private MiniCluster cluster;
    private Configuration configuration;

    /** For JMH. */
    public KeyedJobBenchmark() {}

    /** Flights in the file. */
    static int flights() {
        return FLIGHTS.length;
    }

    /** Starts a cluster of one TaskManager with two slots. */
    @Setup(Level.Trial)
    public void start() throws Exception {
        configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(DeploymentOptions.ATTACHED, true);
        Configuration settings = new Configuration(configuration);
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
        cluster.start();
        URI rest = cluster.getRestAddress().get();
        configuration.set(RestOptions.ADDRESS, rest.getHost());
        configuration.set(RestOptions.PORT, rest.getPort());
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() throws Exception {
        cluster.close();
    }

    /** Runs the job. */
    @Benchmark
    @SuppressWarnings("try") // close() is Flink's, and may throw what it likes
    public void keyedJob() throws Exception {
        try (StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration)) {
            environment.setParallelism(2);
            TypeInformation<FlightPojo> type = serializer.type(FlightPojo.class);
            environment
                    .fromSequence(0, (long) times * FLIGHTS.length - 1)
                    .map(index -> FLIGHTS[(int) (index % FLIGHTS.length)])
                    .returns(type)
                    .keyBy(flight -> flight.origin)
                    .process(new Longest(type))
                    .returns(type)
                    .sinkTo(new DiscardingSink<>());
            environment.execute();
        }
    }

    /** Keeps the longest flight of each origin, and sends it on when it changes. */
    private static final class Longest extends KeyedProcessFunction<String, FlightPojo, FlightPojo> {
        private static final long serialVersionUID = 1L;

        private final TypeInformation<FlightPojo> type;
        private transient @Nullable ValueState<FlightPojo> longest;

        Longest(TypeInformation<FlightPojo> type) {
            this.type = type;
        }

        @Override
        public void open(OpenContext context) {
            longest = getRuntimeContext().getState(new ValueStateDescriptor<>("longest", type));
        }

        @Override
        @SuppressWarnings("NullAway") // open comes first
        public void processElement(FlightPojo flight, Context context, Collector<FlightPojo> out) throws Exception {
            FlightPojo before = longest.value();
            if (before == null || before.distance < flight.distance) {
                longest.update(flight);
                out.collect(flight);
            }
        }
    }

    private static FlightPojo[] load() {
        try (InputStream in = KeyedJobBenchmark.class.getResourceAsStream("/data/flights.csv")) {
            if (in == null) {
                throw new IllegalStateException("no file data/flights.csv on the class path");
            }
            return new BufferedReader(new InputStreamReader(in, UTF_8))
                    .lines()
                    .skip(1)
                    .map(KeyedJobBenchmark::flight)
                    .toArray(FlightPojo[]::new);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read data/flights.csv", e);
        }
    }

    /** The columns of the file; what it has not, from its row's. */
    private static FlightPojo flight(String line) {
        List<String> fields = List.of(line.split(",", -1));
        FlightPojo flight = new FlightPojo();
        flight.departure = LocalDateTime.parse(fields.get(0), DATE)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        flight.number = Integer.parseInt(fields.get(1));
        flight.distance = Double.parseDouble(fields.get(2));
        flight.origin = fields.get(3);
        flight.destination = fields.get(4);
        flight.carrier = flight.origin.substring(0, 2);
        flight.crew.addAll(List.of("Captain " + flight.origin, "Officer " + flight.destination));
        return flight;
    }
}
