package io.picklejar.analyze;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Finds the class files of loaded classes. Never initializes a class. Thread-safe; caches nothing. */
public final class ClassBytes {
    private ClassBytes() {}

    /**
     * The class file of {@code type} as its loader or module serves it, or null: hidden, array and primitive types have
     * none, and classes made at run time only if their loader kept it.
     */
    public static byte @Nullable [] of(Class<?> type) {
        if (type.isHidden() || type.isArray() || type.isPrimitive()) {
            return null;
        }
        // Absolute, so that the name is not resolved against the package. Class files are never encapsulated.
        try (InputStream stream = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
