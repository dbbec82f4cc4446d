package io.picklejar.beam;

import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;

/**
 * Makes {@link PickleCoder} the coder of all types that have none, in every pipeline of the JVM, if it was started with
 * {@code -Dio.picklejar.beam.coder=auto}.
 *
 * <p>Found by Beam through {@code META-INF/services}. Without the property it provides nothing, so that a jar on the class
 * path changes no pipeline. Beam reads the property once, when the first registry is made; it has to be set where
 * pipelines are built, not on workers.
 */
public final class PickleCoderRegistrar implements CoderProviderRegistrar {
    /** The system property; its value {@code auto} switches the registrar on. */
    public static final String PROPERTY = "io.picklejar.beam.coder";

    /** For the service loader. */
    public PickleCoderRegistrar() {}

    @Override
    public List<CoderProvider> getCoderProviders() {
        return "auto".equals(System.getProperty(PROPERTY)) ? List.of(PickleCoderProvider.registered()) : List.of();
    }
}
