package io.picklejar.pickler;

import org.jspecify.annotations.Nullable;

/** The reference loader: through which names are resolved. */
public final class Loaders {
    private Loaders() {}

    /** The jar's, else the thread's context class loader, else that of PickleJar itself. */
    public static @Nullable ClassLoader referenceLoader(PicklerConfig config) {
        if (config.referenceLoader() != null) {
            return config.referenceLoader();
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Loaders.class.getClassLoader();
    }
}
