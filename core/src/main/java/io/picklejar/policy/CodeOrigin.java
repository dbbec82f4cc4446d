package io.picklejar.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a class was loaded from, as far as rules ask. Never initializes a class and never fails because of a loader that
 * misbehaves.
 *
 * <p>cloudpickle: {@code _whichmodule}.
 */
public final class CodeOrigin {
    /** The binary names of classes that hold copies of another class's lambda bodies start with this. */
    public static final String OUTLINED_PREFIX = "io.picklejar.outlined.";

    private CodeOrigin() {}

    /** The jar or directory a class was loaded from, or null where it has none that is a file. */
    public static @Nullable Path pathOf(Class<?> type) {
        URL location = locationOf(type);
        if (location == null || !"file".equals(location.getProtocol())) {
            return null;
        }
        try {
            return Path.of(new URI(location.toString().replace(" ", "%20")))
                    .toAbsolutePath()
                    .normalize();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }

    /** Whether the class was loaded from a directory of class files, as builds and IDEs use. */
    public static boolean isDirectory(Class<?> type) {
        Path path = pathOf(type);
        return path != null && Files.isDirectory(path);
    }

    /**
     * Whether the class came out of thin air: not from the JDK, a jar or a directory. That is JShell, in-memory
     * compilers, {@code java Foo.java}, {@code defineClass}, and classes that PickleJar defined.
     */
    public static boolean isDynamic(Class<?> type) {
        if (isJdk(type)) {
            return false;
        }
        URL location = locationOf(type);
        if (location == null) {
            return true;
        }
        String protocol = location.getProtocol();
        if (protocol.equals("jar") || protocol.equals("jrt")) {
            return false;
        }
        if (!protocol.equals("file")) {
            return true;
        }
        // The source launcher names the source file as the code source.
        String file = location.getPath();
        return file.endsWith(".java");
    }

    /**
     * Whether the class was put into a loader that reads files, without one: by {@code Lookup.defineClass}, say. Such a class
     * says that it is from where its neighbours are. Of loaders other than the JDK's nobody knows what they serve, so their
     * classes are none.
     */
    public static boolean isInjected(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (isJdk(type) || !(loader instanceof URLClassLoader || loader == ClassLoader.getSystemClassLoader())) {
            return false;
        }
        try {
            return type.getResource("/" + type.getName().replace('.', '/') + ".class") == null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Whether the class belongs to the running JDK: its boot or platform loader, or a {@code jdk.*} module. */
    @SuppressWarnings("ReferenceEquality") // loaders have no equality
    public static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return true;
        }
        String module = type.getModule().getName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    private static @Nullable URL locationOf(Class<?> type) {
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            return source == null ? null : source.getLocation();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
