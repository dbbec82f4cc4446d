package io.picklejar.beam;

import io.picklejar.reduce.ReducerProvider;
import org.apache.beam.sdk.Pipeline;

/**
 * Refuses pipelines inside pickles: a function of an anonymous class drags the enclosing object along, and with it the
 * pipeline in one of its fields and all that was applied to it.
 */
public final class BeamReducers implements ReducerProvider {
    /** For the service loader. */
    public BeamReducers() {}

    @Override
    public void register(Registry registry) {
        registry.reducer(Pipeline.class, (pipeline, context) -> {
            throw context.refuse(
                    "a Pipeline does not travel to workers",
                    "make the function's class static, or copy what it needs into local variables");
        });
    }
}
