package io.picklejar.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One JVM of a Flink cluster, on the running JDK, which logs to a file. */
final class ClusterProcess implements AutoCloseable {
    private static final String MEMORY_TOOL = "org.apache.flink.runtime.util.bash.BashJavaUtils";
    private static final String MEMORY_RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

    /** The two programs, each with the command that tells its memory settings. */
    enum Role {
        JOB_MANAGER("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", "GET_JM_RESOURCE_PARAMS"),
        TASK_MANAGER("org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "GET_TM_RESOURCE_PARAMS");

        private final String mainClass;
        private final String memoryCommand;

        Role(String mainClass, String memoryCommand) {
            this.mainClass = mainClass;
            this.memoryCommand = memoryCommand;
        }
    }

    private final Process process;
    private final Path log;

    private ClusterProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The arguments that Flink wants for this role: the JVM's on the first line, its own on the second. */
    static List<String> memoryArguments(Role role, ClassPath classPath, ClusterConfiguration configuration)
            throws IOException {
        List<String> command = java(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", logLevel("error")), classPath);
        command.addAll(List.of(
                MEMORY_TOOL,
                role.memoryCommand,
                "--configDir",
                configuration.directory().toString()));
        Path log = configuration.directory().resolveSibling("memory-" + role + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.onExit().join();
        List<String> results = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(MEMORY_RESULT))
                .map(line -> line.substring(MEMORY_RESULT.length()).trim())
                .toList();
        if (results.size() != 2) {
            throw new IOException(
                    "Flink did not tell the memory settings of a " + role + ":\n" + Files.readString(log));
        }
        return results;
    }

    /** Starts the program; it is not ready yet. */
    static ClusterProcess start(
            Role role,
            List<String> memory,
            List<String> extraOptions,
            ClassPath classPath,
            ClusterConfiguration configuration,
            Path log)
            throws IOException {
        List<String> options = new ArrayList<>(words(memory.get(0)));
        options.addAll(extraOptions);
        options.add(logLevel("info"));
        List<String> command = java(options, classPath);
        command.addAll(
                List.of(role.mainClass, "--configDir", configuration.directory().toString()));
        command.addAll(words(memory.get(1)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("FLINK_CONF_DIR", configuration.directory().toString());
        return new ClusterProcess(builder.start(), log);
    }

    /** Whether the program has ended within this time. */
    boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** The process id. */
    long pid() {
        return process.pid();
    }

    /** The end of the log, for error messages. */
    String tailOfLog() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return log.getFileName() + ":\n" + String.join("\n", all.subList(Math.max(0, all.size() - 30), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static List<String> java(List<String> options, ClassPath classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath.toString()));
        return command;
    }

    private static String logLevel(String level) {
        return "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + level;
    }

    private static List<String> words(String line) {
        return List.of(line.split("\\s+"));
    }
}
