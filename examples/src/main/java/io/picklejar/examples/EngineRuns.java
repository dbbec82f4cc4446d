package io.picklejar.examples;

import io.picklejar.PickleJar;
import io.picklejar.flink.PickleEnvironment;
import io.picklejar.policy.ClassRule;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The same question, asked on each engine; all functions are shipped by the jar. */
final class EngineRuns {
    private EngineRuns() {}

    /** Ships the examples by value: they are what no cluster has. */
    static PickleJar jar() {
        return PickleJar.builder()
                .byValue(ClassRule.packageName("io.picklejar.examples"))
                .build();
    }

    /** What a run gave. */
    record Answer(List<LateAirport> rows, Shipment shipment) {}

    /** In a Flink cluster inside this JVM. */
    static Answer flinkEmbedded(PickleJar jar) throws Exception {
        return flink(PickleEnvironment.local(jar), jar);
    }

    /** On a cluster of other JVMs, with a task in each slot. */
    static Answer flinkCluster(PickleJar jar, FlinkCluster cluster) throws Exception {
        return flink(PickleEnvironment.remote(cluster.host(), cluster.port(), configuration(cluster), jar), jar);
    }

    private static Answer flink(StreamExecutionEnvironment environment, PickleJar jar) throws Exception {
        DataStream<LateAirport> rows =
                new FlinkLateAirports(AirportIndex.load(), LateAirports.MINIMUM_FLIGHTS).addTo(environment);
        Shipment shipment = Shipment.of(StepFunctions.of(environment), jar);
        return new Answer(FlinkLateAirports.run(rows), shipment);
    }

    /** The environment of that cluster for any job, by the rules that {@link PickleEnvironment#remote} has by default. */
    static StreamExecutionEnvironment environment(FlinkCluster cluster) {
        return PickleEnvironment.remote(cluster.host(), cluster.port(), configuration(cluster));
    }

    private static Configuration configuration(FlinkCluster cluster) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, cluster.slots());
        // The cluster has it already.
        configuration.set(PickleEnvironment.UPLOAD_LIBRARY, false);
        return configuration;
    }
}
