package io.picklejar.examples;

import io.picklejar.PickleJar;
import io.picklejar.beam.PickleCoderProvider;
import io.picklejar.beam.PicklePipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The same question, asked on a runner of Beam. */
final class BeamRun {
    private BeamRun() {}

    /** On the DirectRunner. */
    static EngineRuns.Answer direct(PickleJar jar) throws IOException {
        PipelineOptions options = PipelineOptionsFactory.create();
        options.setRunner(DirectRunner.class);
        return on(options, jar);
    }

    /** On the runner that the options name, which shares the folder of temporary files with this JVM. */
    static EngineRuns.Answer on(PipelineOptions options, PickleJar jar) throws IOException {
        Pipeline pipeline = PicklePipeline.create(options, jar);
        pipeline.getCoderRegistry()
                .registerCoderProvider(PickleCoderProvider.any().withJar(jar));
        Path directory = Files.createTempDirectory("picklejar-beam");
        try {
            new BeamLateAirports(AirportIndex.load(), LateAirports.MINIMUM_FLIGHTS).addTo(pipeline, directory);
            Shipment shipment = Shipment.of(StepFunctions.of(pipeline), jar);
            pipeline.run().waitUntilFinish();
            return new EngineRuns.Answer(BeamLateAirports.read(directory), shipment);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
