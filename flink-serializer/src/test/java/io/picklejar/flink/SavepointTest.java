package io.picklejar.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.flink.KeptState.Serializers;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of other versions of Flink, with state of ours and of Flink's own serializers, which ours take over. The files are never
 * edited; {@code -Dio.picklejar.upgrade=write} writes one with the Flink that runs.
 */
@SuppressWarnings("try") // close() is Flink's, and may throw what it likes
final class SavepointTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(Jobs.small())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final List<String> SAVEPOINTS = List.of("1.19.3", "2.3.0");
    private static final Pattern COUNT = Pattern.compile("k\\d k\\d(\\d+) .*");

    @TempDir
    private Path directory;

    /** Those of this version of Flink or an older one, on both backends. */
    static Stream<Arguments> savepoints() {
        return SAVEPOINTS.stream()
                .filter(version -> version.compareTo(EnvironmentInformation.getVersion()) <= 0)
                .flatMap(version -> Stream.of("hashmap", "rocksdb")
                        .flatMap(backend -> Stream.of(Serializers.values())
                                .map(serializers -> Arguments.of(version, backend, serializers))));
    }

    @ParameterizedTest(name = "of Flink {0}, on {1}, read by {2}")
    @MethodSource("savepoints")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void stateIsRestored(String version, String backend, Serializers serializers) throws Exception {
        boolean usesKryo = !version.startsWith("1.");
        Configuration configuration = new Configuration();
        configuration.setString("state.backend.type", backend);
        String savepoint = savepoint(version).toUri().toString();
        // The first name of an option is that of Flink 1. The sink that collects results has another id in each job.
        for (String prefix : List.of("execution.savepoint.", "execution.state-recovery.")) {
            configuration.setString(prefix + "path", savepoint);
            configuration.setString(prefix + "ignore-unclaimed-state", "true");
        }
        Map<String, String> first = new HashMap<>();
        try (StreamExecutionEnvironment environment =
                        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
                CloseableIterator<String> results = job(environment, new KeptState(serializers, usesKryo))) {
            JobClient client = environment.executeAsync();
            while (first.size() < 2) {
                String result = results.next();
                first.putIfAbsent(result.substring(0, 2), result);
            }
            client.cancel().get(1, TimeUnit.MINUTES);
        }

        first.forEach((key, text) -> {
            Matcher matcher = COUNT.matcher(text);
            assertThat(matcher.matches()).as(text).isTrue();
            int count = Integer.parseInt(matcher.group(1));
            assertThat(count).isGreaterThan(1);
            assertThat(text).isEqualTo(KeptState.found(key, count, usesKryo));
        });
    }

    private Path savepoint(String version) throws Exception {
        Path file = Path.of("src", "test", "resources", "savepoints", "flink-" + version, "_metadata");
        if ("write".equals(System.getProperty("io.picklejar.upgrade"))
                && version.equals(EnvironmentInformation.getVersion())
                && !Files.exists(file)) {
            write(file);
        }
        Path copy = directory.resolve("_metadata");
        try (InputStream in = SavepointTest.class.getResourceAsStream("/savepoints/flink-" + version + "/_metadata")) {
            Files.copy(requireNonNull(in, version), copy);
        }
        return directory;
    }

    /** Small state is in the one file that describes the savepoint. */
    private void write(Path file) throws Exception {
        boolean usesKryo = !EnvironmentInformation.getVersion().startsWith("1.");
        try (StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
                CloseableIterator<String> results = job(environment, new KeptState(Serializers.FLINK, usesKryo))) {
            JobClient client = environment.executeAsync();
            for (int i = 0; i < 20; i++) {
                results.next();
            }
            String location = client.stopWithSavepoint(
                            false, directory.resolve("written").toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(1, TimeUnit.MINUTES);
            Files.createDirectories(file.getParent());
            Files.copy(Path.of(URI.create(location)).resolve("_metadata"), file);
        }
    }

    private static CloseableIterator<String> job(StreamExecutionEnvironment environment, KeptState function) {
        environment.setParallelism(1);
        DataGeneratorSource<Long> numbers = new DataGeneratorSource<>(
                Pickled.generator(index -> index), Long.MAX_VALUE, RateLimiterStrategy.perSecond(100), Types.LONG);
        return environment
                .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .keyBy(number -> "k" + number % 2)
                .process(function)
                .uid("kept")
                // Flink 1 names what collects the results after what comes before it, and would restore its state, too.
                .map(text -> text)
                .uid(UUID.randomUUID().toString())
                .collectAsync();
    }
}
