package io.picklejar.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Two methods of {@code jdk.internal.misc.Unsafe} (JDK 17 to 28), reached through the trusted lookup. */
final class InternalUnsafe {
    private static final @Nullable MethodHandle SHOULD_BE_INITIALIZED =
            find("shouldBeInitialized", MethodType.methodType(boolean.class, Class.class));
    private static final @Nullable MethodHandle ALLOCATE_INSTANCE =
            find("allocateInstance", MethodType.methodType(Object.class, Class.class));

    private InternalUnsafe() {}

    private static @Nullable MethodHandle find(String name, MethodType type) {
        Lookup trusted = Access.trusted();
        if (trusted == null) {
            return null;
        }
        try {
            Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
            Object instance = trusted.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe))
                    .invoke();
            return trusted.findVirtual(unsafe, name, type).bindTo(instance);
        } catch (Throwable absent) {
            return null;
        }
    }

    /** Whether the static initializer of the class ran or runs; true when this JVM does not tell. */
    static boolean isInitialized(Class<?> type) {
        try {
            return SHOULD_BE_INITIALIZED == null || !(boolean) SHOULD_BE_INITIALIZED.invokeExact(type);
        } catch (Throwable unknown) {
            return true;
        }
    }

    /** A new object with all fields at their defaults, or null when this JVM makes none. */
    static @Nullable Object allocate(Class<?> type) {
        try {
            return ALLOCATE_INSTANCE == null ? null : (Object) ALLOCATE_INSTANCE.invokeExact(type);
        } catch (Throwable refused) {
            return null;
        }
    }
}
