package io.picklejar.beam;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestPipeline;

/** Pipelines of tests, on the runner that a system property names: the modules beside this one run these tests on theirs. */
final class Pipelines {
    /** The direct runner with everything on that it can enforce. */
    private static final String DIRECT =
            "--runner=DirectRunner --enforceEncodability=true --enforceImmutability=true --targetParallelism=2";

    private Pipelines() {}

    /** Options of the runner. */
    static PipelineOptions options() {
        return PipelineOptionsFactory.fromArgs(System.getProperty("io.picklejar.beam.test.options", DIRECT)
                        .split(" "))
                .withValidation()
                .create();
    }

    /** Runs to the end, and sees that every {@code PAssert} was asked. */
    static void run(Pipeline pipeline) {
        PipelineResult result = pipeline.run();
        result.waitUntilFinish();
        TestPipeline.verifyPAssertsSucceeded(pipeline, result);
    }
}
