package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig.ClosureCleanerLevel;
import org.apache.flink.api.java.ClosureCleaner;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.operators.collect.CollectResultIterator;

/**
 * An execution environment whose jobs travel as pickles, user code untouched: functions may capture what is not {@code
 * Serializable}, and their classes, and those of the records, need not be on the cluster.
 *
 * <pre>{@code
 * PickleEnvironment.install();                                          // in main, before anything else
 * var env = StreamExecutionEnvironment.getExecutionEnvironment();       // as ever
 *
 * var env = PickleEnvironment.remote("jobmanager.acme.com", 8081);      // from JShell, a notebook or a test
 * env.fromData(1, 2, 3).map(x -> x * factor).executeAndCollect().forEachRemaining(System.out::println);
 * }</pre>
 *
 * <p>When a job is submitted, whatever Java serialization rejects or the {@link PickleJar} ships by value is replaced by
 * a pickle of itself: operators with their functions and state descriptors, sources, sinks, watermark strategies, key
 * selectors, partitioners, and serializers that mention a by-value class. The rest goes Flink's way. Records of by-value
 * types come back to the client as its own classes.
 *
 * <p>Out of reach: objects whose constructor already insists on Java serialization ({@code new
 * DataGeneratorSource(lambda, ...)}: see {@link Pickled#generator}), custom subclasses of {@code StreamPartitioner}, old input and output formats; and
 * types of keyed state that a function first names in {@code open} and whose classes go by value, if it is restored from a
 * checkpoint: use {@link PickleTypeInfo} in such descriptors.
 *
 * <p>Not thread-safe, as every {@code StreamExecutionEnvironment}.
 */
@SuppressWarnings("try") // close() is Flink's, and may throw what it likes
public final class PickleEnvironment extends StreamExecutionEnvironment {
    /**
     * Whether {@link #remote} uploads the jars of PickleJar with each job; false if the cluster has them in {@code lib}.
     */
    public static final ConfigOption<Boolean> UPLOAD_LIBRARY = ConfigOptions.key("picklejar.upload-library")
            .booleanType()
            .defaultValue(true)
            .withDescription(
                    "Whether the jars of PickleJar travel with each job that is submitted to a remote cluster.");

    private final PickleJar jar;
    private final GenericTypes genericTypes;
    private final List<CollectResultIterator<?>> resultIterators = new ArrayList<>();

    private PickleEnvironment(Configuration configuration, PickleJar jar, GenericTypes genericTypes) {
        super(configuration, Thread.currentThread().getContextClassLoader());
        this.jar = requireNonNull(jar, "jar");
        this.genericTypes = genericTypes;
    }

    private PickleEnvironment(
            PipelineExecutorServiceLoader executors,
            Configuration configuration,
            ClassLoader userCodeLoader,
            PickleJar jar) {
        super(executors, configuration, userCodeLoader);
        this.jar = jar;
        this.genericTypes = GenericTypes.KRYO;
    }

    /** As {@link #install(PickleJar)}, with the standard jar. */
    public static void install() {
        install(PickleJar.standard());
    }

    /** As {@link #install(Configuration, PickleJar)}, without configuration of its own. */
    public static void install(PickleJar jar) {
        install(new Configuration(), jar);
    }

    /** As {@link #install(Configuration, PickleJar)}, with the standard jar. */
    public static void install(Configuration configuration) {
        install(configuration, PickleJar.standard());
    }

    /**
     * Makes {@code StreamExecutionEnvironment.getExecutionEnvironment()} return environments of this class, for this JVM.
     *
     * <p>Target and executor are those of the environment that Flink would hand out now: a local cluster, or what the
     * {@code flink} command line set up. The jar is also the default of {@link PickleTypeInfo} and {@link Pickled} from
     * now on. Thread-safe; a second call replaces the first.
     *
     * @param configuration is added to that environment's configuration, and gives way to what {@code
     *     getExecutionEnvironment(configuration)} is called with
     * @param jar decides what goes by value, and pickles it
     */
    public static void install(Configuration configuration, PickleJar jar) {
        requireNonNull(jar, "jar");
        uninstall();
        StreamExecutionEnvironment current = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration base = new Configuration();
        base.addAll(Configuration.fromMap(current.getConfiguration().toMap()));
        base.set(CoreOptions.DEFAULT_PARALLELISM, current.getParallelism());
        base.set(DeploymentOptions.ATTACHED, true);
        base.addAll(configuration);
        var executors = (PipelineExecutorServiceLoader)
                requireNonNull(FlinkField.of(current, "executorServiceLoader").get(current));
        var userCodeLoader = (ClassLoader)
                requireNonNull(FlinkField.of(current, "userClassloader").get(current));
        InstalledJar.set(jar);
        initializeContextEnvironment(asked -> {
            Configuration merged = new Configuration(base);
            merged.addAll(asked);
            return new PickleEnvironment(executors, merged, userCodeLoader, jar);
        });
    }

    /**
     * Undoes {@link #install}: {@code getExecutionEnvironment()} returns Flink's local environment again, and the
     * standard jar is the default. Does nothing if nothing is installed.
     */
    public static void uninstall() {
        if (InstalledJar.isSet()) {
            resetContextEnvironment();
            InstalledJar.set(null);
        }
    }

    /** As {@link #local(Configuration, PickleJar)}, with the standard jar and default configuration. */
    public static PickleEnvironment local() {
        return local(PickleJar.standard());
    }

    /** As {@link #local(Configuration, PickleJar)}, with default configuration. */
    public static PickleEnvironment local(PickleJar jar) {
        return local(new Configuration(), jar);
    }

    /** An environment that runs its jobs in this JVM, with as many threads as there are processors by default. */
    public static PickleEnvironment local(Configuration configuration, PickleJar jar) {
        Configuration local = new Configuration(configuration);
        local.set(DeploymentOptions.TARGET, "local");
        local.set(DeploymentOptions.ATTACHED, true);
        if (!local.contains(CoreOptions.DEFAULT_PARALLELISM)) {
            local.set(CoreOptions.DEFAULT_PARALLELISM, getDefaultLocalParallelism());
        }
        return new PickleEnvironment(local, jar, GenericTypes.KRYO);
    }

    /**
     * As {@link #remote(String, int, Configuration)}, with default configuration.
     *
     * @param port the REST port, 8081 by default
     */
    public static PickleEnvironment remote(String host, int port) {
        return remote(host, port, new Configuration());
    }

    /** As {@link #remote(String, int, Configuration, PickleJar)}, with default configuration. */
    public static PickleEnvironment remote(String host, int port, PickleJar jar) {
        return remote(host, port, new Configuration(), jar);
    }

    /**
     * An environment for a running cluster that has none of the user's classes.
     *
     * <p>Everything goes by value except the JDK, Flink, its loggers and Kryo, PickleJar itself, and what comes from the
     * configuration's {@code pipeline.jars}. See {@link #remote(String, int, Configuration, PickleJar)}.
     */
    public static PickleEnvironment remote(String host, int port, Configuration configuration) {
        RemoteCode code = RemoteCode.of(configuration);
        return remote(host, port, configuration, code, code.jar());
    }

    /**
     * An environment for a running cluster; the jar decides what goes by value.
     *
     * <p>The jars of PickleJar are uploaded with each job, unless {@link #UPLOAD_LIBRARY} says otherwise. Types that Flink
     * leaves to Kryo travel as pickles, unless the job configures Kryo. Nothing is contacted before a job is submitted.
     */
    public static PickleEnvironment remote(String host, int port, Configuration configuration, PickleJar jar) {
        return remote(host, port, configuration, RemoteCode.of(configuration), jar);
    }

    private static PickleEnvironment remote(
            String host, int port, Configuration configuration, RemoteCode code, PickleJar jar) {
        requireNonNull(host, "host");
        Configuration remote = new Configuration(configuration);
        remote.set(DeploymentOptions.TARGET, "remote");
        remote.set(DeploymentOptions.ATTACHED, true);
        remote.set(RestOptions.ADDRESS, host);
        remote.set(RestOptions.PORT, port);
        remote.set(JobManagerOptions.ADDRESS, host);
        code.addTo(remote);
        return new PickleEnvironment(remote, jar, GenericTypes.PICKLE);
    }

    /**
     * The function itself: that Java serialization rejects it is no reason to refuse it. Flink's closure cleaner runs on
     * it as far as it can.
     */
    @Override
    public <F> F clean(F function) {
        if (getConfig().isClosureCleanerEnabled()) {
            ClosureCleanerLevel level = getConfig().getClosureCleanerLevel();
            try {
                ClosureCleaner.clean(function, level, false);
            } catch (RuntimeException e) {
                // It reads class files and fails where there are none; the pickler leaves out by itself what is unused.
                return function;
            }
        }
        return function;
    }

    /**
     * The graph, ready to travel.
     *
     * @throws org.apache.flink.api.common.InvalidProgramException if something cannot travel; names the operator and
     *     what to do
     */
    @Override
    public StreamGraph getStreamGraph(boolean clearTransformations) {
        StreamGraph graph = super.getStreamGraph(clearTransformations);
        new GraphRewriter(jar, genericTypes, getConfig()).rewrite(graph, resultIterators);
        return graph;
    }

    @Override
    public void registerCollectIterator(CollectResultIterator<?> iterator) {
        super.registerCollectIterator(iterator);
        resultIterators.add(iterator);
    }

    @Override
    public JobClient executeAsync(StreamGraph graph) throws Exception {
        JobClient client = super.executeAsync(graph);
        resultIterators.clear();
        return client;
    }
}
