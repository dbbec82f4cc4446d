package io.picklejar.examples;

import io.picklejar.PickleJar;
import io.picklejar.beam.PickleCoderProvider;
import io.picklejar.beam.PicklePipeline;
import io.picklejar.flink.PickleEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The same question, asked on each engine; all functions are shipped by the jar. */
final class EngineRuns {
    private EngineRuns() {}

    /** In a Flink cluster inside this JVM. */
    static List<LateAirport> flinkEmbedded(PickleJar jar) throws Exception {
        return flinkJob().run(PickleEnvironment.local(jar));
    }

    /** On a cluster of other JVMs, with a task in each slot. */
    static List<LateAirport> flinkCluster(PickleJar jar, FlinkCluster cluster) throws Exception {
        StreamExecutionEnvironment environment =
                PickleEnvironment.remote(cluster.host(), cluster.port(), configuration(cluster), jar);
        return flinkJob().run(environment);
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

    /** On Beam's DirectRunner. */
    static List<LateAirport> beam(PickleJar jar) throws IOException {
        PipelineOptions options = PipelineOptionsFactory.create();
        options.setRunner(DirectRunner.class);
        Pipeline pipeline = PicklePipeline.create(options, jar);
        pipeline.getCoderRegistry().registerCoderProvider(PickleCoderProvider.any());
        Path directory = Files.createTempDirectory("picklejar-beam");
        try {
            new BeamLateAirports(AirportIndex.load(), LateAirports.MINIMUM_FLIGHTS).addTo(pipeline, directory);
            pipeline.run().waitUntilFinish();
            return BeamLateAirports.read(directory);
        } finally {
            delete(directory);
        }
    }

    private static FlinkLateAirports flinkJob() {
        return new FlinkLateAirports(AirportIndex.load(), LateAirports.MINIMUM_FLIGHTS);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
