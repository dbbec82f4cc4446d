package io.picklejar.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;

/**
 * The loader of a JVM's user code within this JVM: what it says of {@link Closures} is its own, all else is its parent's.
 * So a class that a peer has met a thousand times can be new to it once more, and one that travels can be missing. The
 * bytes come from memory: what is timed is the making of a class and not the reading of a jar. Thread-safe.
 */
final class ClosureLoader extends ClassLoader {
    private static final String CLOSURES = Closures.class.getName();
    private static final byte[] BYTES = closures();

    /** Tells that the class is out of a jar, not made on the fly: such code would travel by value unasked. */
    private static final ProtectionDomain ORIGIN = Closures.class.getProtectionDomain();

    private final boolean has;

    private ClosureLoader(boolean has) {
        super(ClosureLoader.class.getClassLoader());
        this.has = has;
    }

    /** A new loader that defines the class for itself when it is asked for it. */
    static ClassLoader having() {
        return new ClosureLoader(true);
    }

    /** A new loader that does not have the class. */
    static ClassLoader lacking() {
        return new ClosureLoader(false);
    }

    /** What the static method of {@link Closures} returns in a new loader that has the class. */
    static Object make(String closure) {
        try {
            Method method = having().loadClass(CLOSURES).getDeclaredMethod(closure);
            method.setAccessible(true); // package-private, and that loader's package is another one
            return method.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no closure " + closure, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(CLOSURES)) {
            return super.loadClass(name, resolve);
        }
        if (!has) {
            throw new ClassNotFoundException(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, BYTES, 0, BYTES.length, ORIGIN);
        }
    }

    private static byte[] closures() {
        try (InputStream in = Closures.class.getResourceAsStream(Closures.class.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IllegalStateException("no class file of " + CLOSURES);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
