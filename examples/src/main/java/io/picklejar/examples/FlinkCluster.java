package io.picklejar.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real Flink session cluster on this machine: a JobManager and TaskManagers, each a JVM of its own, which have Flink,
 * PickleJar and its Flink plug-in on their class path and no class of the examples. Ends with this JVM at the latest.
 */
final class FlinkCluster implements AutoCloseable {
    /** Folders of what this JVM has and a cluster has not: the jobs, the other engine, the tools of tests. */
    private static final List<String> NOT_ON_THE_CLUSTER = List.of(
            "io/picklejar/examples/",
            "io/picklejar/beam/",
            "io/picklejar/shell/",
            "io/picklejar/testkit/",
            "com/github/freva/",
            "org/apache/beam/",
            "org/assertj/",
            "org/hamcrest/",
            "org/junit/",
            "org/opentest4j/",
            "picocli/");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern TASK_MANAGER = Pattern.compile("\"id\":");

    private final Path directory;
    private final ClassPath classPath;
    private final ClusterConfiguration configuration;
    private final List<String> options;
    private final List<ClusterProcess> processes = new ArrayList<>();
    private final Thread hook = new Thread(this::stopProcesses, "stop-flink-cluster");

    private FlinkCluster(
            Path directory, ClassPath classPath, ClusterConfiguration configuration, List<String> options) {
        this.directory = directory;
        this.options = options;
        this.classPath = classPath;
        this.configuration = configuration;
    }

    /**
     * Starts the JVMs and waits until all TaskManagers have registered.
     *
     * @param options of the JVMs, beside those that Flink computes
     * @throws IOException if one ends or is not ready after three minutes; the message quotes its log
     */
    static FlinkCluster start(int taskManagers, String... options) throws IOException, InterruptedException {
        return start(
                ClassPath.ofThisJvm().without(NOT_ON_THE_CLUSTER),
                ClusterConfiguration.Memory.SMALL,
                taskManagers,
                options);
    }

    /** As {@link #start(int, String...)}, with this class path and memory. */
    static FlinkCluster start(
            ClassPath classPath, ClusterConfiguration.Memory memory, int taskManagers, String... options)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("picklejar-flink");
        FlinkCluster cluster =
                new FlinkCluster(directory, classPath, ClusterConfiguration.write(directory, memory), List.of(options));
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        try {
            cluster.startProcesses(taskManagers);
            cluster.awaitTaskManagers(taskManagers);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The address of the JobManager's REST endpoint. */
    String host() {
        return ClusterConfiguration.HOST;
    }

    /** The port of the JobManager's REST endpoint. */
    int port() {
        return configuration.restPort();
    }

    /** What every JVM of the cluster was started with. */
    ClassPath classPath() {
        return classPath;
    }

    /** How many tasks of one step can run at once. */
    int slots() {
        return (processes.size() - 1) * ClusterConfiguration.SLOTS;
    }

    /** The process ids, the JobManager's first. */
    List<Long> pids() {
        return processes.stream().map(ClusterProcess::pid).toList();
    }

    /** Ends the JVMs and deletes their files. */
    @Override
    public void close() throws IOException {
        stopProcesses();
        Runtime.getRuntime().removeShutdownHook(hook);
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void startProcesses(int taskManagers) throws IOException {
        start(ClusterProcess.Role.JOB_MANAGER, 1, "jobmanager");
        start(ClusterProcess.Role.TASK_MANAGER, taskManagers, "taskmanager");
    }

    private void start(ClusterProcess.Role role, int count, String name) throws IOException {
        List<String> memory = ClusterProcess.memoryArguments(role, classPath, configuration);
        for (int i = 1; i <= count; i++) {
            Path log = directory.resolve(name + "-" + i + ".log");
            processes.add(ClusterProcess.start(role, memory, options, classPath, configuration, log));
        }
    }

    private void awaitTaskManagers(int wanted) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (registered(client) < wanted) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("the Flink cluster was not ready after " + PATIENCE + "; " + tailsOfLogs());
            }
            // The pause between two questions: all processes are expected to live on.
            for (ClusterProcess process : processes) {
                if (process.endsWithin(100)) {
                    throw new IOException("a JVM of the Flink cluster ended; " + process.tailOfLog());
                }
            }
        }
    }

    /** How many TaskManagers the JobManager knows; none as long as it does not answer. */
    private long registered(HttpClient client) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host() + ":" + port() + "/taskmanagers"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? TASK_MANAGER.matcher(response.body()).results().count()
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private String tailsOfLogs() {
        return String.join(
                "\n", processes.stream().map(ClusterProcess::tailOfLog).toList());
    }

    private void stopProcesses() {
        processes.forEach(ClusterProcess::close);
    }
}
