package io.picklejar.examples;

import io.picklejar.flink.PickleEnvironment;
import io.picklejar.testkit.UserJar;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * One version of a job that runs on a cluster, compiled for it, and its results. The thread's context loader is meanwhile that of
 * the version, as in a program of its own.
 */
@SuppressWarnings("try") // close() is Flink's, and may throw what it likes
final class JobVersion implements AutoCloseable {
    private final URLClassLoader loader;
    private final StreamExecutionEnvironment environment;
    private final CloseableIterator<?> results;
    private final ClassLoader callers = Thread.currentThread().getContextClassLoader();
    private final JobClient client;

    /**
     * Starts it.
     *
     * @param build makes the job of the version's environment, by its classes
     */
    JobVersion(FlinkCluster cluster, UserJar jar, Configuration configuration, Build build) throws Exception {
        loader = UserJar.loader(jar);
        Thread.currentThread().setContextClassLoader(loader);
        Configuration all = new Configuration(configuration);
        all.set(PickleEnvironment.UPLOAD_LIBRARY, false);
        environment = PickleEnvironment.remote(cluster.host(), cluster.port(), all);
        environment.setParallelism(2);
        results = build.stream(loader, environment).collectAsync();
        client = environment.executeAsync();
    }

    /** The job of a version. */
    @FunctionalInterface
    interface Build {
        DataStream<?> stream(ClassLoader loader, StreamExecutionEnvironment environment) throws Exception;
    }

    ClassLoader loader() {
        return loader;
    }

    boolean hasNext() {
        return results.hasNext();
    }

    /** The next result, as text. */
    String next() {
        return String.valueOf(results.next());
    }

    /** Stops the job; results that it had before are yet to come. */
    String stopWithSavepoint(Path directory) throws Exception {
        return client.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
    }

    void cancel() throws Exception {
        client.cancel().get(1, TimeUnit.MINUTES);
    }

    /** The configuration for a version that goes on from there. */
    static Configuration restoring(Configuration configuration, String savepoint) {
        Configuration restoring = new Configuration(configuration);
        // The first name of an option is that of Flink 1. The sink that collects results has another id in each job.
        for (String prefix : List.of("execution.savepoint.", "execution.state-recovery.")) {
            restoring.setString(prefix + "path", savepoint);
            restoring.setString(prefix + "ignore-unclaimed-state", "true");
        }
        return restoring;
    }

    @Override
    public void close() throws Exception {
        results.close();
        environment.close();
        loader.close();
        Thread.currentThread().setContextClassLoader(callers);
    }
}
