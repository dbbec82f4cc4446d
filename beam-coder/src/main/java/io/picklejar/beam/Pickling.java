package io.picklejar.beam;

import io.picklejar.PickleJar;
import io.picklejar.policy.Isolation;
import org.jspecify.annotations.Nullable;

/**
 * Dumps and loads as all envelopes of this package do: holders are shared, and names are resolved as Beam resolves them,
 * through the thread's context class loader. Thread-safe.
 */
final class Pickling {
    private static final ThreadLocal<Boolean> ACTIVE = new ThreadLocal<>();
    private static final PickleJar LOADING =
            PickleJar.builder().isolation(Isolation.SHARED).build();

    private Pickling() {}

    /** The pickle of a value; while it is made, {@link #isActive} answers yes on this thread. */
    static byte[] dumps(PickleJar jar, @Nullable Object value) {
        if (isActive()) {
            return jar.dumps(value);
        }
        ACTIVE.set(true);
        try {
            return jar.dumps(value);
        } finally {
            ACTIVE.remove();
        }
    }

    /**
     * Whether this thread is inside {@link #dumps}. A {@code writeReplace} that would answer with an envelope stands
     * aside then: within a pickle none is needed, and pickling the object itself must not start over.
     */
    static boolean isActive() {
        return ACTIVE.get() != null;
    }

    /** The value of a pickle, made by any jar. */
    static Object loads(byte[] pickle) {
        boolean hasContext = Thread.currentThread().getContextClassLoader() != null;
        PickleJar jar = hasContext
                ? LOADING
                : LOADING.toBuilder().classLoader(classLoader(null)).build();
        return jar.loads(pickle);
    }

    /** The thread's context class loader, else the fallback, else the loader of this library. */
    static ClassLoader classLoader(@Nullable ClassLoader fallback) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            return context;
        }
        if (fallback != null) {
            return fallback;
        }
        ClassLoader own = Pickling.class.getClassLoader();
        return own != null ? own : ClassLoader.getSystemClassLoader();
    }
}
