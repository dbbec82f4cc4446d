package io.picklejar.reconstruct;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The member tables of classes that are found through a reference loader; of the JDK's there are none. They are read from
 * class files, without loading a class, and kept as long as the loader. Thread-safe.
 */
final class ReferenceTables {
    private static final Map<ClassLoader, ReferenceTables> BY_LOADER = new WeakHashMap<>();

    private final Map<String, MemberTable> tables = new ConcurrentHashMap<>();

    private ReferenceTables() {}

    /** The class's table, or null if it has no class file or is the JDK's. */
    static @Nullable MemberTable find(@Nullable ClassLoader loader, String internalName) {
        if (loader == null) {
            return null;
        }
        ReferenceTables of;
        synchronized (BY_LOADER) {
            of = BY_LOADER.computeIfAbsent(loader, each -> new ReferenceTables());
        }
        return of.tables.computeIfAbsent(internalName, name -> read(loader, name));
    }

    private static @Nullable MemberTable read(ClassLoader loader, String internalName) {
        String resource = internalName + ".class";
        if (ClassLoader.getPlatformClassLoader().getResource(resource) != null) {
            return null;
        }
        try (InputStream stream = loader.getResourceAsStream(resource)) {
            return stream == null ? null : MemberTable.of(stream.readAllBytes(), false);
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }
}
