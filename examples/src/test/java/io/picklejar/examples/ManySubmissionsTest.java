package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.flink.PickleEnvironment;
import io.picklejar.flink.PickleTypeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Job after job on one cluster: what a job brought leaves with it. */
@Tag("once") // a minute or two, and the same on each JDK
final class ManySubmissionsTest {
    private static final int WARM_UP = 10;
    private static final int SUBMISSIONS = 50;

    /** Java serialization (JDK 17) and caches for lambdas hold classes softly: as if memory were short. */
    private static final String CLEAR_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";

    /** Flink's loaders of user code, and those of classes by value. */
    private static final Pattern LOADERS =
            Pattern.compile("ChildFirstClassLoader|SafetyNetWrapperClassLoader|UnitLoader");

    private static final Pattern METASPACE = Pattern.compile("sun\\.gc\\.metaspace\\.used=(\\d+)");

    /** A record, and a closure in it. */
    record Step(String name, UnaryOperator<Integer> change) {}

    @ParameterizedTest(name = "PickleJar uploaded with each job: {0}")
    @ValueSource(booleans = {true, false})
    void metaspaceDoesNotGrow(boolean uploads) throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(1, CLEAR_SOFT_REFERENCES)) {
            for (int i = 0; i < WARM_UP; i++) {
                submit(cluster, uploads, i);
            }
            List<Long> before = metaspace(cluster);

            for (int i = 0; i < SUBMISSIONS; i++) {
                submit(cluster, uploads, i);
            }

            List<Long> after = metaspace(cluster);
            for (int i = 0; i < after.size(); i++) {
                // A job that brings PickleJar takes 2.4 MiB. What grows is Flink and the JDK: reflection that has
                // warmed up.
                assertThat(after.get(i) - before.get(i)).isLessThan(5L << 20);
            }
        }
    }

    private static void submit(FlinkCluster cluster, boolean uploads, int number) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PickleEnvironment.UPLOAD_LIBRARY, uploads);
        StreamExecutionEnvironment environment =
                PickleEnvironment.remote(cluster.host(), cluster.port(), configuration);
        environment.setParallelism(1);
        Map<String, Integer> table = Map.of("a", number);
        List<Integer> results = environment
                .fromData(PickleTypeInfo.of(Step.class), new Step("a", n -> n + number), new Step("a", n -> n * 2))
                .keyBy(Step::name)
                .map(step -> step.change().apply(table.get(step.name())))
                .executeAndCollect(10);
        assertThat(results).containsExactly(2 * number, 2 * number);
    }

    /** Bytes in JobManager and TaskManager, when no more than the last job's loaders are left. */
    private static List<Long> metaspace(FlinkCluster cluster) throws IOException, InterruptedException {
        List<Long> used = new ArrayList<>();
        for (long pid : cluster.pids()) {
            // Loaders hold each other through weak maps, so it takes a few collections.
            long loaders = Long.MAX_VALUE;
            for (int i = 0; i < 20 && loaders > 6; i++) {
                jcmd(pid, "GC.run");
                loaders = LOADERS.matcher(jcmd(pid, "VM.classloader_stats"))
                        .results()
                        .count();
            }
            assertThat(loaders).as("class loaders in process %s", pid).isLessThanOrEqualTo(6);
            String counters = jcmd(pid, "PerfCounter.print");
            Matcher matcher = METASPACE.matcher(counters);
            assertThat(matcher.find()).as(counters).isTrue();
            used.add(Long.parseLong(matcher.group(1)));
        }
        return used;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
