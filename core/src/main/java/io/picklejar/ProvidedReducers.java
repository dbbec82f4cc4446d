package io.picklejar;

import io.picklejar.reduce.Reducer;
import io.picklejar.reduce.ReducerProvider;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The reducers that service providers contribute. */
final class ProvidedReducers {
    private ProvidedReducers() {}

    /** The reducers of all providers that the thread's context loader finds, by type. */
    static Map<Class<?>, Reducer<Object>> find() {
        Map<Class<?>, Reducer<Object>> provided = new LinkedHashMap<>();
        ReducerProvider.Registry registry = new ReducerProvider.Registry() {
            @Override
            @SuppressWarnings("unchecked") // asked for objects of the type only
            public <T> void reducer(Class<T> type, Reducer<? super T> reducer) {
                provided.put(type, (Reducer<Object>) reducer);
            }
        };
        Iterator<ReducerProvider> providers =
                ServiceLoader.load(ReducerProvider.class).iterator();
        ReducerProvider provider = next(providers);
        while (provider != null) {
            provider.register(registry);
            provider = next(providers);
        }
        return provided;
    }

    /**
     * The next provider for this copy of PickleJar, or null. An engine may have one copy on its class path and another in
     * the job's jars; the loader of the job then lists the providers for both.
     */
    private static @Nullable ReducerProvider next(Iterator<ReducerProvider> providers) {
        while (true) {
            try {
                return providers.hasNext() ? providers.next() : null;
            } catch (ServiceConfigurationError e) {
                if (!String.valueOf(e.getMessage()).endsWith("not a subtype")) {
                    throw e;
                }
            }
        }
    }
}
