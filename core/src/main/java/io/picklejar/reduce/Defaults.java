package io.picklejar.reduce;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** The default value of a type; JLS 4.12.5. */
final class Defaults {
    private Defaults() {}

    static @Nullable Object of(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
