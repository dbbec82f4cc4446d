package io.picklejar.bench;

import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Prints a line for each benchmark, counted over all runs, in place of JMH's twenty. Not thread-safe. */
final class Progress implements OutputFormat {
    private final PrintStream out;
    private final int total;
    private int done;

    /** Expects so many benchmarks. */
    Progress(PrintStream out, int total) {
        this.out = out;
        this.total = total;
    }

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {
        done++;
        out.printf(
                "[%2d/%d] %-11s %-25s %-26s ",
                done,
                total,
                method(benchmark),
                Workload.valueOf(benchmark.getParam("workload")).label(),
                Peers.valueOf(benchmark.getParam("peer")).label());
        out.flush();
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        if (result != null) { // null: it failed, and JMH has printed why
            Result<?> time = result.getPrimaryResult();
            out.println(new Quantity(time.getScore(), time.getScoreError()) + " " + time.getScoreUnit());
        }
    }

    /** Passes on what is no comment of JMH's: failures. */
    @Override
    public void println(String line) {
        if (!line.isBlank() && !line.startsWith("#")) {
            out.println(line);
        }
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams parameters, int iteration) {}

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams parameters, int iteration, IterationResult result) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void print(String text) {}

    @Override
    public void verbosePrintln(String line) {}

    @Override
    public void write(int piece) {}

    @Override
    public void write(byte[] piece) {}

    @Override
    public void flush() {
        out.flush();
    }

    /** Leaves the stream open, which is not this class's. */
    @Override
    public void close() {}

    private static String method(BenchmarkParams benchmark) {
        return benchmark.getBenchmark().substring(benchmark.getBenchmark().lastIndexOf('.') + 1);
    }
}
