package io.picklejar.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.shell.PickleShell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;

/** A recorded session, typed again against two TaskManagers that have none of its classes. */
final class ShellSessionTest {
    @Test
    void recordedSessionSaysWhatItSaid() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FlinkCluster cluster = FlinkCluster.start(2)) {
            String address = cluster.host() + ":" + cluster.port();

            int exitCode = PickleShell.run(
                    new ByteArrayInputStream(resource("session.jsh").getBytes(StandardCharsets.UTF_8)),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    "--parallelism",
                    String.valueOf(cluster.slots()),
                    address);

            assertThat(exitCode).isZero();
            String transcript = out.toString(StandardCharsets.UTF_8)
                    .replace(address, "host:port")
                    .replace(EnvironmentInformation.getVersion(), "version")
                    .lines()
                    .filter(line -> !saysTheJdk(line))
                    .collect(Collectors.joining("\n", "", "\n"));
            assertThat(transcript).isEqualToNormalizingNewlines(resource("session.out"));
        }
    }

    /** The version, and stack frames. */
    private static boolean saysTheJdk(String line) {
        return line.startsWith("|  Welcome") || line.startsWith("|        at ");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = requireNonNull(ShellSessionTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
