package io.picklejar.beam;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.util.SerializableUtils;
import org.jspecify.annotations.Nullable;

/**
 * A worker in this JVM: the whole class path loaded once more, without the classes of the tests. Nothing but the JDK's
 * classes is shared with it, so it is spoken to by reflection.
 */
final class ForeignLoader implements AutoCloseable {
    private final URLClassLoader loader;

    ForeignLoader() {
        loader = new URLClassLoader(classPathWithoutTests(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPathWithoutTests() {
        // Surefire puts a jar with a manifest on the class path, and the entries into this property.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path tests = Path.of(ForeignLoader.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (!path.equals(tests)) {
                try {
                    urls.add(path.toUri().toURL());
                } catch (MalformedURLException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** The class of this name as the worker knows it. */
    Class<?> load(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    /** Deserialized, serialized and deserialized again in the worker. */
    Object readTwice(byte[] bytes) throws Exception {
        return read(write(read(bytes)));
    }

    Object read(byte[] bytes) throws Exception {
        return inside(() -> load(SerializableUtils.class.getName())
                .getMethod("deserializeFromByteArray", byte[].class, String.class)
                .invoke(null, bytes, "test value"));
    }

    byte[] write(Object value) throws Exception {
        return (byte[]) inside(() -> load(SerializableUtils.class.getName())
                .getMethod("serializeToByteArray", Serializable.class)
                .invoke(null, value));
    }

    /** Calls a public method in the worker, found by its name and number of parameters. */
    @Nullable
    Object call(Object target, String method, Object... arguments) throws Exception {
        for (var candidate : target.getClass().getMethods()) {
            if (candidate.getName().equals(method)
                    && candidate.getParameterCount() == arguments.length
                    && !candidate.isBridge()) {
                candidate.setAccessible(true);
                return inside(() -> candidate.invoke(target, arguments));
            }
        }
        throw new NoSuchMethodException(target.getClass().getName() + "." + method);
    }

    /** Runs the task with the worker's loader as the thread's context class loader, as runners do. */
    <T> T inside(Callable<T> task) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return task.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
