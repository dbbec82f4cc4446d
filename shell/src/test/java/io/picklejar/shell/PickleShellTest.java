package io.picklejar.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions; the cluster is in the JVM of their snippets. */
final class PickleShellTest {
    @Test
    void sessionHasAClusterOfItsOwn(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("first.jsh");
        Files.writeString(file, "int factor = 3;\n");

        String text = session("""
                show(env.fromData(1, 2).map(n -> n * factor))
                show(env.fromSequence(1, 1_000_000_000_000L).map(n -> n * factor), 2)
                show(env.fromData(1).map(n -> n / (n - n)))
                DataStream<Integer> missing = null
                show(missing)
                /exit
                """, "-p", "1", "-f", file.toString());

        assertThat(text)
                .contains("env is the cluster in this JVM: Flink " + EnvironmentInformation.getVersion()
                        + ", TaskManagers: 2, slots: 4; show(stream)")
                .containsSubsequence("|     3 |", "|     6 |")
                .contains("the first 2 records; show(stream, n) prints more")
                .contains("Exception java.lang.IllegalStateException: the job failed")
                .contains("Caused by: java.lang.ArithmeticException: / by zero")
                .doesNotContain("JobExecutionException")
                .contains(
                        "the stream is null; JShell resets variables to null when it replaces what their snippets use");
    }

    @Test
    void clusterThatDoesNotAnswerIsNamed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThat(session("/exit\n", "localhost:" + port))
                .contains("java.io.IOException: no Flink cluster answers at localhost:" + port
                        + "; is this its REST port (rest.port)?");
    }

    @Test
    void addressesAreChecked() {
        assertThat(Address.parse("localhost:8081")).hasToString("localhost:8081");
        assertThat(Address.parse("[::1]:80").host()).isEqualTo("[::1]");
        for (String wrong : new String[] {"localhost", ":80", "a:b", "a:0", "a:65536", ""}) {
            assertThatThrownBy(() -> Address.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'" + wrong + "' is not host:port, as in localhost:8081");
        }
    }

    @Test
    void wrongCommandLineStartsNothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int exitCode = PickleShell.run(
                new ByteArrayInputStream(new byte[0]), new PrintStream(out, true, StandardCharsets.UTF_8), "nowhere");

        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static String session(String snippets, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exitCode = PickleShell.run(
                new ByteArrayInputStream(snippets.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                arguments);
        assertThat(exitCode).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
