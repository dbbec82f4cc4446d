package io.picklejar.shell;

import static java.util.Objects.requireNonNull;

import io.picklejar.flink.PickleEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.JobException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * What the snippets of {@code picklejar-shell} call, imported before the first of them:
 *
 * <pre>{@code
 * record Word(String text, int length) {}
 * var words = env.fromData("pickle", "jar").map(text -> new Word(text, text.length()))
 * show(words)
 * }</pre>
 *
 * <p>Works as well in any other JShell, notebook or test that has this class on its class path. For one thread.
 */
public final class Session {
    /** Records that {@link #show(DataStream)} prints. */
    static final int ROWS = 100;

    /** System property: {@code host:port} of the cluster; without it {@link #connect()} starts one. */
    static final String ADDRESS = "picklejar.shell.address";

    /** System property: the default parallelism. */
    static final String PARALLELISM = "picklejar.shell.parallelism";

    private Session() {}

    /**
     * The environment of the cluster that the system property {@code picklejar.shell.address} names, or else of one that is
     * started in this JVM. Prints which.
     *
     * @throws IllegalArgumentException if the property is not {@code host:port}
     * @throws IOException if no cluster answers there
     * @throws Exception if the cluster of this JVM does not start
     */
    public static PickleEnvironment connect() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, Integer.getInteger(PARALLELISM, 2));
        String given = System.getProperty(ADDRESS);
        Address address = given == null ? EmbeddedCluster.start() : Address.parse(given);
        if (given == null) {
            // The cluster has it already.
            configuration.set(PickleEnvironment.UPLOAD_LIBRARY, false);
        }
        System.out.println("env is the cluster " + (given == null ? "in this JVM" : "at " + address) + ": "
                + ClusterOverview.of(address) + "; show(stream) runs a job and prints its records");
        return PickleEnvironment.remote(address.host(), address.port(), configuration);
    }

    /**
     * Runs the job and prints the first 100 of its records as a table.
     *
     * @throws IllegalStateException if the job fails; the cause is what a task failed with
     */
    public static void show(DataStream<?> stream) throws Exception {
        show(stream, ROWS);
    }

    /**
     * Runs the job until it has given that many records, and prints them as a table: a column for each component of a
     * record, field of a tuple, {@code Row} or POJO, else one column. The job is cancelled if there are more, so the stream may
     * be endless.
     *
     * @param limit at least 1
     * @throws IllegalStateException if the job fails; the cause is what a task failed with
     */
    public static void show(DataStream<?> stream, int limit) throws Exception {
        if (limit < 1) {
            throw new IllegalArgumentException("limit=" + limit + ", expected at least 1");
        }
        List<?> rows = collect(stream, limit == Integer.MAX_VALUE ? limit : limit + 1);
        boolean more = rows.size() > limit;
        System.out.print(Table.of(more ? rows.subList(0, limit) : rows));
        if (more) {
            System.out.println("the first " + limit + " records; show(stream, n) prints more");
        }
    }

    /** Prints the objects as a table. */
    public static void show(Collection<?> rows) {
        System.out.print(Table.of(List.copyOf(rows)));
    }

    /**
     * Runs the job to its end; its records, as instances of the session's own classes.
     *
     * @throws IllegalStateException if the job fails; the cause is what a task failed with
     */
    public static <T> List<T> rows(DataStream<T> stream) throws Exception {
        return collect(stream, Integer.MAX_VALUE);
    }

    /**
     * Runs what leads to this stream, and only that. Flink keeps all that was ever derived from an environment until the next
     * job, and runs it along: streams of snippets that were since typed anew, whose mistakes would come back.
     */
    @SuppressWarnings("try") // close() is Flink's, and may throw what it likes
    private static <T> List<T> collect(DataStream<T> stream, int limit) throws Exception {
        requireNonNull(
                stream,
                "the stream is null; JShell resets variables to null when it replaces what their snippets use: enter this"
                        + " one's again, or make a method of it");
        StreamExecutionEnvironment environment = stream.getExecutionEnvironment();
        List<Transformation<?>> all = environment.getTransformations();
        List<Transformation<?>> others = List.copyOf(all);
        all.clear();
        List<T> records = new ArrayList<>();
        try (CloseableIterator<T> results = stream.executeAndCollect("show")) {
            while (records.size() < limit && results.hasNext()) {
                records.add(results.next());
            }
            return records;
        } catch (Exception e) {
            throw withoutFlink(e);
        } finally {
            all.clear();
            all.addAll(others);
        }
    }

    /** What a task failed with, rid of the some sixty lines that say how Flink heard of it. */
    private static Exception withoutFlink(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JobException && cause.getCause() != null) {
                return new IllegalStateException("the job failed", cause.getCause());
            }
        }
        return failure;
    }
}
