package io.picklejar.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that a schema names: among given ones first, then through a loader. Initializes none. Immutable and
 * thread-safe.
 */
public final class TypeClasses {
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final @Nullable ClassLoader loader;
    private final boolean isClosed;

    /** These classes and no other one. */
    public TypeClasses(Collection<Class<?>> classes) {
        this(List.copyOf(classes), null, true);
    }

    /** These classes, then those of the loader; null stands for the loader of this library. */
    public TypeClasses(List<Class<?>> classes, @Nullable ClassLoader loader) {
        this(classes, loader, false);
    }

    private TypeClasses(List<Class<?>> classes, @Nullable ClassLoader loader, boolean isClosed) {
        classes.forEach(type -> this.classes.put(type.getName(), type));
        this.loader = loader;
        this.isClosed = isClosed;
    }

    /** The class of this binary name, or null if there is none, or none that can be linked. */
    public @Nullable Class<?> find(String name) {
        Class<?> known = classes.get(name);
        if (known != null || isClosed) {
            return known;
        }
        try {
            return Class.forName(name, false, loader == null ? TypeClasses.class.getClassLoader() : loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
