package io.picklejar.examples;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program behind {@code bin/demo}: asks the question everywhere and compares the answers. */
@Command(
        name = "demo",
        description =
                "Asks which airports make you late, in plain Java, on Flink and on Beam, and compares the answers;"
                        + " runs a closure in a child JVM that does not have its class. Shows what was shipped.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all answers are equal", "1:an answer differs, or a run failed", "2:wrong arguments"})
final class Demo implements Callable<Integer> {
    /** What can be run alone. */
    enum Part {
        CHILD,
        FLINK,
        BEAM;

        /** As it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int TASK_MANAGERS = 2;

    @Option(
            names = "--cluster",
            description = "Run the Flink job on a real cluster instead of an embedded one: a JobManager and two"
                    + " TaskManagers, each a JVM of its own without the classes of this program.")
    private boolean cluster;

    @Option(names = "--only", paramLabel = "PART", description = "Run one part: ${COMPLETION-CANDIDATES}.")
    private @Nullable Part only;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // read by picocli
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private boolean allEqual = true;

    /** Runs the demonstration and exits with its exit code, as engines leave threads behind. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Demo()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<LateAirport> truth = LateAirports.compute();
        say(out, "== Which airports make you late? Plain Java says:");
        say(out, ResultTable.of(truth));

        if (runs(Part.CHILD)) {
            say(out, "== A closure in a child JVM that does not have its class");
            new ChildJvmDemo(out).run();
            say(out, "");
        }
        if (runs(Part.FLINK)) {
            if (cluster) {
                say(out, "== Flink, on a cluster: starting a JobManager and " + TASK_MANAGERS + " TaskManagers");
                try (FlinkCluster flink = FlinkCluster.start(TASK_MANAGERS)) {
                    say(out, "processes " + flink.pids() + " are ready; none has a class of this program");
                    compare(out, "Flink cluster", truth, () -> EngineRuns.flinkCluster(EngineRuns.jar(), flink));
                }
            } else {
                say(out, "== Flink, embedded in this JVM");
                compare(out, "Flink", truth, () -> EngineRuns.flinkEmbedded(EngineRuns.jar()));
            }
        }
        if (runs(Part.BEAM)) {
            say(out, "== Beam, on its DirectRunner");
            compare(out, "Beam", truth, () -> BeamRun.direct(EngineRuns.jar()));
        }
        say(out, allEqual ? "All answers are equal." : "ANSWERS DIFFER, see above.");
        return allEqual ? 0 : 1;
    }

    private boolean runs(Part part) {
        return only == null || only == part;
    }

    private void compare(PrintWriter out, String engine, List<LateAirport> truth, Callable<EngineRuns.Answer> run)
            throws Exception {
        Instant start = Instant.now();
        EngineRuns.Answer answer = run.call();
        long milliseconds = Duration.between(start, Instant.now()).toMillis();
        say(out, String.format(Locale.ROOT, "%s answers after %.1f s:", engine, milliseconds / 1000.0));
        say(out, ResultTable.of(answer.rows()));
        boolean equal = answer.rows().equals(truth);
        say(out, engine + (equal ? " and plain Java agree." : " and plain Java DIFFER."));
        say(out, "Functions that were shipped with their code:");
        say(out, answer.shipment().toString());
        allEqual &= equal;
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }
}
