package io.picklejar.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * How often the code of a class was replaced while it was loaded.
 *
 * <p>JShell does so in its default engine: when a snippet is declared anew, the snippets that use it keep their class and
 * get other code. Debuggers and agents do it, too. So what was read from a class file holds until this number changes.
 *
 * <p>The JVM counts in {@code Class.classRedefinedCount} (JDK 17 to 28), and counts subclasses along.
 */
public final class Redefinitions {
    private static final @Nullable MethodHandle COUNT = find();

    private Redefinitions() {}

    private static @Nullable MethodHandle find() {
        Lookup trusted = Access.trusted();
        if (trusted == null) {
            return null;
        }
        try {
            return trusted.findGetter(Class.class, "classRedefinedCount", int.class);
        } catch (ReflectiveOperationException absent) {
            return null;
        }
    }

    /** The number of replacements so far. Always zero without privilege: then they go unseen. */
    public static int of(Class<?> type) {
        try {
            return COUNT == null ? 0 : (int) COUNT.invokeExact(type);
        } catch (Throwable unknown) {
            return 0;
        }
    }
}
