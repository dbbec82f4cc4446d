package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class DemoTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine demo = Demo.commandLine();
        demo.setOut(new PrintWriter(out, true));
        demo.setErr(new PrintWriter(err, true));
        return demo.execute(arguments);
    }

    @Test
    void helpTellsTheOptions() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                Usage: demo [-h] [--cluster] [--only=PART]
                Asks which airports make you late, in plain Java, on Flink and on Beam, and
                compares the answers; runs a closure in a child JVM that does not have its
                class. Shows what was shipped.
                      --cluster     Run the Flink job on a real cluster instead of an embedded
                                      one: a JobManager and two TaskManagers, each a JVM of its
                                      own without the classes of this program.
                  -h, --help        Show this help and exit.
                      --only=PART   Run one part: child, flink, beam.

                Exit codes:
                  0   all answers are equal
                  1   an answer differs, or a run failed
                  2   wrong arguments
                """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void unknownPartIsRefused() {
        assertThat(run("--only", "spark")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("Invalid value for option '--only': expected one of [CHILD, FLINK, BEAM]"
                        + " (case-insensitive) but was 'spark'");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void beamAloneShowsTablesAndWhatWasShipped() {
        assertThat(run("--only", "beam")).isZero();
        assertThat(out.toString())
                .contains("Plain Java says:", "Beam and plain Java agree.", "All answers are equal.")
                .contains("by value: ")
                .doesNotContain("Flink, ");
    }
}
