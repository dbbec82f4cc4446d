package io.picklejar.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * {@code bin/bench --job}: the job from end to end with every serializer.
 *
 * @param options JMH's
 */
record JobRun(Options options) {
    /** What was asked for; {@code quick}: fewer records. */
    static JobRun of(Options asked, boolean quick) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(asked)
                .include(Pattern.quote(KeyedJobBenchmark.class.getName()) + ".*")
                .shouldFailOnError(true);
        if (quick) {
            options.param("times", "50")
                    .measurementIterations(asked.getMeasurementIterations().orElse(3));
        }
        return new JobRun(options.build());
    }

    /** Prints the table and writes it and JMH's JSON to the folder of the system property {@code picklejar.bench.output}. */
    void run(PrintStream out) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(options).run();
        String table = Setting.current() + "\n" + table(results);
        out.println();
        out.print(table);
        Path folder = Path.of(System.getProperty("picklejar.bench.output", "."));
        Files.writeString(folder.resolve("job.json"), Main.json(results));
        Files.writeString(folder.resolve("job.md"), table);
    }

    private static MarkdownTable table(Collection<RunResult> results) {
        Map<String, Map<RecordSerializer, Quantity>> rates = new TreeMap<>();
        for (RunResult each : results) {
            BenchmarkParams params = each.getParams();
            rates.computeIfAbsent(params.getParam("backend"), backend -> new TreeMap<>())
                    .put(RecordSerializer.valueOf(params.getParam("serializer")), rate(each));
        }
        MarkdownTable table = new MarkdownTable(List.of("state, serializer", "records/s", "ratio"));
        rates.forEach((backend, rows) -> rows.forEach((serializer, rate) -> {
            Quantity ours = rows.get(RecordSerializer.PICKLE);
            table.add(List.of(
                    backend + ", " + serializer.label(),
                    rate.toString(),
                    ours == null || serializer == RecordSerializer.PICKLE
                            ? "1"
                            : rate.ratioTo(ours).toString()));
        }));
        return table;
    }

    /** Records a second, from nanoseconds for the job. */
    private static Quantity rate(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        double records = Double.parseDouble(result.getParams().getParam("times")) * KeyedJobBenchmark.flights();
        double rate = records * 1e9 / time.getScore();
        return new Quantity(rate, rate * time.getScoreError() / time.getScore());
    }
}
