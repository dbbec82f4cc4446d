package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs on a JobManager and two TaskManagers that have no class of this module. */
final class FlinkClusterTest {
    private static FlinkCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = FlinkCluster.start(2);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
        assertThat(cluster.pids()).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }

    @Test
    void classPathHoldsFlinkAndPickleJarAndNoExample() {
        ClassPath classPath = cluster.classPath();

        assertThat(classPath.holding(List.of("io/picklejar/examples/")).entries())
                .isEmpty();
        assertThat(classPath.holding(List.of("org/apache/beam/")).entries()).isEmpty();
        assertThat(classPath.holding(List.of("io/picklejar/PickleJar.class")).entries())
                .hasSize(1);
        assertThat(classPath.holding(List.of("io/picklejar/flink/")).entries()).hasSize(1);
        assertThat(classPath
                        .holding(List.of("com/esotericsoftware/kryo/kryo5/"))
                        .entries())
                .hasSize(1);
        assertThat(classPath.holding(List.of("org/apache/flink/runtime/")).entries())
                .isNotEmpty();
        assertThat(ClassPath.ofThisJvm()
                        .holding(List.of("io/picklejar/examples/"))
                        .entries())
                .isNotEmpty();
    }

    @Test
    void jobAgreesWithPlainJava() throws Exception {
        EngineRuns.Answer answer = EngineRuns.flinkCluster(EngineRuns.jar(), cluster);

        assertThat(answer.rows()).isEqualTo(LateAirports.compute());
        assertThat(answer.shipment().steps())
                .extracting(Shipment.Step::name)
                .containsExactly(
                        "parse", "believable", "one flight", "add up", "add up's key", "enough flights", "name");
    }

    @Test
    void jobWithTheDefaultJarAgreesToo() throws Exception {
        FlinkLateAirports job = new FlinkLateAirports(AirportIndex.load(), LateAirports.MINIMUM_FLIGHTS);

        assertThat(FlinkLateAirports.run(job.addTo(EngineRuns.environment(cluster))))
                .isEqualTo(LateAirports.compute());
    }

    @Test
    void bothTaskManagersWorkAndKnowNoExample() throws Exception {
        StreamExecutionEnvironment environment = EngineRuns.environment(cluster);
        String resource = "io/picklejar/examples/LateAirports.class";

        List<String> witnesses = environment
                .fromSequence(1, 100)
                .rebalance()
                .map(number -> ProcessHandle.current().pid() + " has " + ClassLoader.getSystemResource(resource))
                .executeAndCollect("witnesses", 1_000);

        List<Long> pids = cluster.pids();
        assertThat(witnesses).hasSize(100).containsOnly(pids.get(1) + " has null", pids.get(2) + " has null");
    }
}
