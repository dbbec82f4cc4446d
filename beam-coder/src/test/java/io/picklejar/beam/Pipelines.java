package io.picklejar.beam;

import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Options for pipelines of tests. */
final class Pipelines {
    private Pipelines() {}

    /** The direct runner with everything on that it can enforce. */
    static DirectOptions enforcing() {
        DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
        options.setRunner(DirectRunner.class);
        options.setEnforceEncodability(true);
        options.setEnforceImmutability(true);
        options.setTargetParallelism(2);
        return options;
    }
}
