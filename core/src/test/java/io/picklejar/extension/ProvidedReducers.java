package io.picklejar.extension;

import io.picklejar.reduce.ReducerProvider;
import io.picklejar.reduce.Reduction;

/** Named in {@code META-INF/services}. */
public final class ProvidedReducers implements ReducerProvider {
    /** For the service loader. */
    public ProvidedReducers() {}

    @Override
    public void register(Registry registry) {
        registry.reducer(
                Provided.class,
                (value, context) ->
                        Reduction.of(arguments -> new Provided(arguments[0] + ", made by a provider"), value.text));
    }
}
