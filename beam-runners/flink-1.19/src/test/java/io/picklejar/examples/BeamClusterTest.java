package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines on a Flink cluster of three JVMs that have Flink and nothing else. One jar is staged: Beam with PickleJar. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BeamClusterTest {
    /** What a distribution of Flink has in its {@code lib}. */
    private static final List<String> FLINK = List.of(
            "com/esotericsoftware/kryo/Kryo.class",
            "com/esotericsoftware/minlog/",
            "com/twitter/chill/",
            "javassist/",
            "net/jpountz/",
            "org/apache/commons/",
            "org/apache/flink/",
            "org/objenesis/",
            "org/rocksdb/",
            "org/slf4j/",
            "org/snakeyaml/",
            "org/xerial/snappy/");

    private static final List<String> NOT_FLINK = List.of("io/picklejar/", "org/apache/beam/");

    private static final Path JOB = Path.of(Objects.requireNonNull(
            System.getProperty("io.picklejar.examples.job"), "the job jar; run the module by mvn verify"));

    private static FlinkCluster cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startCluster() throws Exception {
        ClassPath classPath = ClassPath.ofThisJvm().holding(FLINK).without(NOT_FLINK);
        cluster = FlinkCluster.start(classPath, ClusterConfiguration.Memory.LARGE, 2);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    private static List<String> arguments() {
        return List.of(
                "--runner=FlinkRunner",
                "--flinkMaster=" + cluster.host() + ":" + cluster.port(),
                "--parallelism=" + cluster.slots(),
                "--filesToStage=" + JOB);
    }

    @Test
    void neitherTheClusterNorTheJobJarHasTheExample() {
        ClassPath job = new ClassPath(List.of(JOB));

        assertThat(cluster.classPath().holding(NOT_FLINK).entries()).isEmpty();
        assertThat(job.holding(List.of("io/picklejar/beam/")).entries()).containsExactly(JOB);
        assertThat(job.holding(List.of("io/picklejar/examples/", "org/apache/flink/"))
                        .entries())
                .isEmpty();
    }

    @Test
    void flightsAgreeWithTheDirectRunnerAndPlainJava() throws Exception {
        PipelineOptions options = PipelineOptionsFactory.fromArgs(arguments().toArray(String[]::new))
                .create();

        EngineRuns.Answer answer = BeamRun.on(options, EngineRuns.jar());

        assertThat(answer.rows())
                .isEqualTo(BeamRun.direct(EngineRuns.jar()).rows())
                .isEqualTo(LateAirports.compute())
                .isNotEmpty();
    }

    @Test
    void sourceFileIsAPipeline() throws Exception {
        List<String> command = new ArrayList<>(List.of("java", "-cp", System.getProperty("java.class.path")));
        command.add("src/test/resources/Words.java");
        command.add(directory.resolve("words").toString());
        command.addAll(arguments());

        run(command, "");

        assertThat(lines()).containsExactlyInAnyOrder("to 2 ", "be 2 ", "or 1 ", "not 1 ");
    }

    @Test
    void jshellSessionIsAPipeline() throws Exception {
        List<String> command = new ArrayList<>(List.of("jshell", "-s"));
        command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
        String session = Files.readString(Path.of("src/test/resources/words.jsh"))
                .replace("$OUTPUT", directory.resolve("words").toString())
                .replace("$OPTIONS", String.join(" ", arguments()));

        run(command, session);

        assertThat(lines()).containsExactlyInAnyOrder("TO 2", "BE 2", "OR 1", "NOT 1");
    }

    private void run(List<String> command, String input) throws IOException, InterruptedException {
        command.set(
                0,
                Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
        Path log = directory.resolve("log");
        Path in = Files.writeString(directory.resolve("in"), input);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(in.toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> readLog(log)).isZero();
        // JShell goes on after one, and ends well.
        assertThat(readLog(log)).doesNotContain("|  Exception");
    }

    private static String readLog(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "words*")) {
            for (Path file : files) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
