package io.picklejar.flink;

import io.picklejar.PickleJar;
import io.picklejar.policy.Isolation;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The jar that is used where nobody names one. Flink keeps its context environment in a static, and so has to be kept
 * what is installed with it.
 */
final class InstalledJar {
    private static final AtomicReference<@Nullable PickleJar> INSTALLED = new AtomicReference<>();

    private static final ThreadLocal<@Nullable PickleJar> SCOPED = new ThreadLocal<>();

    private InstalledJar() {}

    static void set(@Nullable PickleJar jar) {
        INSTALLED.set(jar);
    }

    static boolean isSet() {
        return INSTALLED.get() != null;
    }

    /** The jar of the installed {@link PickleEnvironment}, else the standard one. */
    static PickleJar get() {
        PickleJar jar = SCOPED.get();
        if (jar == null) {
            jar = INSTALLED.get();
        }
        return jar == null ? PickleJar.standard() : jar;
    }

    /** The jar of the {@link #during} that this thread is in, or null. */
    static @Nullable PickleJar scoped() {
        return SCOPED.get();
    }

    /** What the action returns; in this thread and meanwhile the jar is the installed one. */
    static <R> R during(PickleJar jar, Supplier<R> action) {
        PickleJar before = SCOPED.get();
        SCOPED.set(jar);
        try {
            return action.get();
        } finally {
            if (before == null) {
                SCOPED.remove();
            } else {
                SCOPED.set(before);
            }
        }
    }

    /** A jar that loads what a job shipped: names resolve through the loader, equal code is one class. */
    static PickleJar receiver(@Nullable ClassLoader loader) {
        PickleJar.Builder builder = PickleJar.builder().isolation(Isolation.SHARED);
        return loader == null ? builder.build() : builder.classLoader(loader).build();
    }
}
