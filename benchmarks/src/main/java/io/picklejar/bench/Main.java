package io.picklejar.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Tries every pair of workload and peer, times those that work, prints the table, and writes it and JMH's JSON to the
 * folder of the system property {@code picklejar.bench.output}. Takes {@code --quick}, {@code --closures}, {@code --job} and
 * JMH's arguments.
 */
public final class Main {
    private final Options asked;
    private final boolean quick;
    private final List<Workload> workloads;

    private Main(Options asked, boolean quick, List<Workload> workloads) {
        this.asked = asked;
        this.quick = quick;
        this.workloads = workloads;
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        List<String> forJmh = new ArrayList<>(List.of(arguments));
        boolean quick = forJmh.remove("--quick");
        List<Workload> workloads = forJmh.remove("--closures") ? Workload.closures() : List.of(Workload.values());
        try {
            if (forJmh.remove("--job")) {
                JobRun.of(new CommandLineOptions(forJmh.toArray(String[]::new)), quick)
                        .run(System.out);
                return;
            }
            new Main(new CommandLineOptions(forJmh.toArray(String[]::new)), quick, workloads).run(System.out);
        } catch (CommandLineOptionException | IllegalArgumentException | RunnerException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(PrintStream out) throws RunnerException, IOException {
        Selection selection = Selection.of(options().build(), workloads);
        out.println("Trying " + selection.peers().size() + " peers on "
                + selection.workloads().size() + " workloads");
        List<Trial> trials = selection.trials();
        String json = json(time(selection, trials, out));
        String table = new BenchmarkTable(Setting.current(), trials, Measurement.read(json)).toString();
        out.println();
        out.print(table);
        Path folder = Path.of(System.getProperty("picklejar.bench.output", "."));
        Files.writeString(folder.resolve("benchmarks.json"), json);
        Files.writeString(folder.resolve("benchmarks.md"), table);
    }

    /**
     * A run of JMH for each workload, since a run takes every peer it is given on every workload, and in it one for the
     * peers that need JVM flags.
     */
    private Collection<RunResult> time(Selection selection, List<Trial> trials, PrintStream out)
            throws RunnerException {
        List<Trial> passed =
                trials.stream().filter(Trial.Passed.class::isInstance).toList();
        Progress progress = new Progress(
                out,
                passed.stream()
                        .mapToInt(
                                trial -> selection.methodsFor(trial.workload()).size())
                        .sum());
        Collection<RunResult> results = new ArrayList<>();
        for (Workload workload : selection.workloads()) {
            if (!selection.methodsFor(workload).isEmpty()) {
                Map<List<String>, List<Peers>> peers = passed.stream()
                        .filter(trial -> trial.workload() == workload)
                        .map(Trial::peer)
                        .collect(groupingBy(Peers::jvmFlags, LinkedHashMap::new, toList()));
                for (List<Peers> alike : peers.values()) {
                    Options options = options(workload, alike);
                    results.addAll(
                            asked.verbosity().hasValue()
                                    ? new Runner(options).run()
                                    : new Runner(options, progress).run());
                }
            }
        }
        return results;
    }

    /** Those of a run over one workload by peers that need the same flags. */
    private Options options(Workload workload, List<Peers> peers) {
        ChainedOptionsBuilder options = options()
                .param("workload", workload.name())
                .param("peer", peers.stream().map(Peers::name).toArray(String[]::new));
        List<String> flags = new ArrayList<>(asked.getJvmArgsAppend().orElse(List.of()));
        flags.addAll(peers.get(0).jvmFlags());
        options.jvmArgsAppend(flags.toArray(String[]::new));
        // JMH adds patterns up, so one that includes could not take away what the user included.
        Workload.benchmarks().stream()
                .filter(benchmark -> benchmark != workload.benchmark())
                .forEach(benchmark -> options.exclude(Pattern.quote(benchmark.getName())));
        if (quick && workload.isCold()) {
            options.warmupIterations(asked.getWarmupIterations().orElse(50))
                    .measurementIterations(asked.getMeasurementIterations().orElse(50));
        }
        return options.build();
    }

    /** What was asked for; where it leaves a choice, {@code --quick} chooses, else the annotations do. */
    private ChainedOptionsBuilder options() {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(asked)
                .shouldFailOnError(true)
                .verbosity(asked.verbosity().orElse(VerboseMode.NORMAL));
        if (quick) {
            options.forks(asked.getForkCount().orElse(1))
                    .warmupIterations(asked.getWarmupIterations().orElse(1))
                    .warmupTime(asked.getWarmupTime().orElse(TimeValue.milliseconds(500)))
                    .measurementIterations(asked.getMeasurementIterations().orElse(10))
                    .measurementTime(asked.getMeasurementTime().orElse(TimeValue.milliseconds(50)));
            if (asked.getIncludes().isEmpty()) {
                options.include("serialize$");
            }
        }
        return options;
    }

    static String json(Collection<RunResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
