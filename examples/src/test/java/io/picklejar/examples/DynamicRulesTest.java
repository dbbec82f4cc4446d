package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.UserJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of the examples on a real cluster: sent while the job runs, through the death of a TaskManager, and through a
 * savepoint into a job whose jar has other code under the same names.
 */
@SuppressWarnings("try") // close() is Flink's, and may throw what it likes
final class DynamicRulesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/picklejar/examples/rules");
    private static final Pattern ALERT =
            Pattern.compile("Alert\\[rule=(.*), departure=Departure\\[number=(\\d+), .*], process=(\\d+)]");

    private final String[] lines = CsvFile.lines("flights.csv").toArray(String[]::new);

    @TempDir
    private Path directory;

    /** An alert as text says it. */
    private record Seen(String rule, long number, long process) {
        static Seen parse(String alert) {
            Matcher matcher = ALERT.matcher(alert);
            assertThat(matcher.matches()).as(alert).isTrue();
            return new Seen(matcher.group(1), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void rulesKeepTheirCode() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("rules"));
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "200ms");
        try (FlinkCluster cluster = FlinkCluster.start(2)) {
            String savepoint;
            List<Seen> alerts = new ArrayList<>();
            try (JobVersion job = start(cluster, "before", Change.NONE, folder, configuration)) {
                send(job, folder, 60, List.of());
                takeUntil(job, alerts, "late 60", 300);
                long victim = alerts.get(alerts.size() - 1).process();
                assertThat(ProcessHandle.of(victim)).hasValueSatisfying(ProcessHandle::destroyForcibly);
                send(job, folder, 1_000, List.of("LAS"));
                takeUntil(job, alerts, "late 1000", 100);
                assertThat(alerts.get(alerts.size() - 1).process()).isNotEqualTo(victim);
                savepoint = job.stopWithSavepoint(directory);
                while (job.hasNext()) {
                    alerts.add(Seen.parse(job.next()));
                }
            }
            assertThatAlertsAreExact(alerts, "late 60", fields -> delay(fields) > 60);
            assertThatAlertsAreExact(alerts, "late 1000", fields -> fields[3].equals("LAS"));

            alerts.clear();
            try (JobVersion job =
                    start(cluster, "after", Change.INVERTED, folder, JobVersion.restoring(configuration, savepoint))) {
                send(job, folder, -30, List.of());
                takeUntil(job, alerts, "changed late -30", 20);
                takeUntil(job, alerts, "changed late 60", 300);
                job.cancel();
            }
            assertThatAlertsAreExact(alerts, "changed late 60", fields -> delay(fields) > 60);
            assertThatAlertsAreExact(alerts, "changed late 1000", fields -> fields[3].equals("LAS"));
            assertThatAlertsAreExact(alerts, "changed late -30", fields -> delay(fields) < -30);
        }
    }

    /** What a later version of the job has in other ways. */
    private enum Change {
        NONE,
        /** The rule means the opposite, in a lambda that has another number now, and alerts have another name. */
        INVERTED;

        String in(String source) {
            String renamed = source.replace("package io.picklejar.examples.rules;", "package shop;");
            return this == NONE
                    ? renamed
                    : renamed.replace("departure.delay() > minutes", "departure.delay() < minutes")
                            .replace(
                                    "        return new Rule(",
                                    "        airports.removeIf(airport -> airport == null);\n        return new Rule(")
                            .replace("each.getKey()", "\"changed \" + each.getKey()");
        }
    }

    private JobVersion start(FlinkCluster cluster, String name, Change change, Path folder, Configuration configuration)
            throws Exception {
        UserJar jar = UserJar.compile(directory.resolve(name + ".jar"), List.of(), sources(change));
        Configuration withJar = new Configuration(configuration);
        withJar.set(PipelineOptions.JARS, List.of(jar.path().toUri().toString()));
        return new JobVersion(cluster, jar, withJar, (loader, environment) -> (DataStream<?>) UserJar.load(
                        loader, "shop.FlightRules")
                .getMethod("addTo", StreamExecutionEnvironment.class, String[].class, double.class, String.class)
                .invoke(null, environment, lines, 500, folder.toString()));
    }

    private static String[] sources(Change change) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> !file.endsWith("package-info.java"))
                    .map(file -> change.in(read(file)))
                    .toArray(String[]::new);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the class of the version. */
    private static void send(JobVersion job, Path folder, int minutes, List<String> airports) throws Exception {
        Class<?> rules = UserJar.load(job.loader(), "shop.Rules");
        Object rule = rules.getMethod("late", int.class, List.class).invoke(null, minutes, new ArrayList<>(airports));
        rules.getMethod("send", rule.getClass(), Path.class).invoke(null, rule, folder);
    }

    private static void takeUntil(JobVersion job, List<Seen> alerts, String rule, int wanted) {
        long seen = 0;
        while (seen < wanted) {
            Seen alert = Seen.parse(job.next());
            alerts.add(alert);
            seen += alert.rule().equals(rule) ? 1 : 0;
        }
    }

    /**
     * From where both tasks have the rule (they take departures in turn, so one has the even numbers), each departure that it
     * matches has an alert, exactly one, and no other has.
     */
    private void assertThatAlertsAreExact(List<Seen> alerts, String rule, Predicate<String[]> matches) {
        List<Long> numbers = alerts.stream()
                .filter(alert -> alert.rule().equals(rule))
                .map(Seen::number)
                .toList();
        long from = LongStream.range(0, 2)
                .map(parity -> numbers.stream()
                        .filter(number -> number % 2 == parity)
                        .findFirst()
                        .orElseThrow())
                .max()
                .orElseThrow();
        long to = LongStream.range(0, 2)
                .map(parity -> numbers.stream()
                        .filter(number -> number % 2 == parity)
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow())
                .min()
                .orElseThrow();
        List<Long> expected = LongStream.rangeClosed(from, to)
                .filter(number -> matches.test(lines[(int) (number % lines.length)].split(",", -1)))
                .boxed()
                .toList();
        assertThat(expected).as(rule).isNotEmpty();
        assertThat(numbers.stream()
                        .filter(number -> from <= number && number <= to)
                        .sorted()
                        .toList())
                .as(rule)
                .isEqualTo(expected);
    }

    private static int delay(String[] fields) {
        return Integer.parseInt(fields[1]);
    }
}
