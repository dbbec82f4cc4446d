package io.picklejar.beam;

import io.picklejar.PickleJar;
import org.apache.beam.sdk.coders.CoderRegistry;

/**
 * Makes {@link PickleCoder} the coder of all types that have none.
 *
 * <pre>{@code
 * PickleCoders.register(pipeline.getCoderRegistry());
 * }</pre>
 *
 * <p>Beam's own coders, {@code @DefaultCoder} annotations and coders of other libraries stay. The same for all pipelines
 * of a JVM, without a line of code: {@link PickleCoderRegistrar}. For a package or a type: {@link PickleCoderProvider}.
 */
public final class PickleCoders {
    private PickleCoders() {}

    /** Registers coders with the standard jar. */
    public static void register(CoderRegistry registry) {
        registry.registerCoderProvider(PickleCoderProvider.any());
    }

    /** Registers coders with this jar; see {@link PickleCoder#of(org.apache.beam.sdk.values.TypeDescriptor, PickleJar)}. */
    public static void register(CoderRegistry registry, PickleJar jar) {
        registry.registerCoderProvider(PickleCoderProvider.any().withJar(jar));
    }
}
