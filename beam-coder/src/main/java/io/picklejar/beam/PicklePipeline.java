package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineVisitor;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.PTransform;

/**
 * Sends the user functions of a whole pipeline through PickleJar, with the code that builds the pipeline unchanged.
 *
 * <pre>{@code
 * Pipeline pipeline = PicklePipeline.create(options);     // or: PicklePipeline.prepare(pipeline) before run()
 * pipeline.apply(TextIO.read().from("lines.txt"))
 *         .apply(ParDo.of(new AnyDoFn(notSerializable)))
 *         .apply(PicklePipeline.transform(Combine.globally(new AnyCombineFn(notSerializable))));
 * pipeline.run();
 * }</pre>
 *
 * <p>Replaced are functions that Java serialization rejects and those whose classes travel by value. Beam serializes most
 * functions when the pipeline runs; to these {@link #prepare} comes in time. It serializes combiners, and copies window
 * functions into the collection, when they are applied, which takes {@link #transform}; inside a composite of your own,
 * call it there. It serializes sources when their transform is made, which takes {@link Pickled#object}. A final {@code
 * DoFn} class has to extend {@link PickledDoFn}.
 *
 * <p>Transforms are changed in place, before they run; a transform object must not be applied by several threads.
 */
public final class PicklePipeline {
    private PicklePipeline() {}

    /** A pipeline that {@link #prepare prepares} itself when it is run. */
    public static Pipeline create(PipelineOptions options) {
        return create(options, PickleJar.standard());
    }

    /** A pipeline that {@link #prepare prepares} itself with this jar when it is run. */
    public static Pipeline create(PipelineOptions options, PickleJar jar) {
        return new Prepared(requireNonNull(options, "options"), requireNonNull(jar, "jar"));
    }

    /**
     * Replaces the functions of all transforms that were applied so far; to be called before {@code run()}.
     *
     * @return the pipeline
     * @throws IllegalArgumentException if a function can neither be serialized nor pickled; names the transform and the
     *     remedy
     */
    public static Pipeline prepare(Pipeline pipeline) {
        return prepare(pipeline, PickleJar.standard());
    }

    /** As {@link #prepare(Pipeline)}, with this jar's rules and reducers. */
    public static Pipeline prepare(Pipeline pipeline, PickleJar jar) {
        FunctionRewriter rewriter = new FunctionRewriter(requireNonNull(jar, "jar"));
        pipeline.traverseTopologically(new PipelineVisitor.Defaults() {
            @Override
            public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
                rewrite(node);
                return CompositeBehavior.ENTER_TRANSFORM;
            }

            @Override
            public void visitPrimitiveTransform(TransformHierarchy.Node node) {
                rewrite(node);
            }

            private void rewrite(TransformHierarchy.Node node) {
                PTransform<?, ?> transform = node.getTransform();
                if (transform != null) {
                    rewriter.rewrite(node.getFullName(), transform);
                }
            }
        });
        return pipeline;
    }

    /**
     * Replaces the functions of a transform that is not applied yet: needed for {@code Combine}, whose expansion
     * serializes its function.
     *
     * @return the transform
     * @throws IllegalArgumentException as {@link #prepare(Pipeline)}
     */
    public static <T extends PTransform<?, ?>> T transform(T transform) {
        return transform(transform, PickleJar.standard());
    }

    /** As {@link #transform(PTransform)}, with this jar's rules and reducers. */
    public static <T extends PTransform<?, ?>> T transform(T transform, PickleJar jar) {
        new FunctionRewriter(requireNonNull(jar, "jar")).rewrite(transform.getName(), transform);
        return transform;
    }

    private static final class Prepared extends Pipeline {
        private final PickleJar jar;

        Prepared(PipelineOptions options, PickleJar jar) {
            super(options);
            this.jar = jar;
        }

        @Override
        public PipelineResult run(PipelineOptions options) {
            prepare(this, jar);
            return super.run(options);
        }
    }
}
