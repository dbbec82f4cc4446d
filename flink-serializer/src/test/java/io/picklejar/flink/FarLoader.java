package io.picklejar.flink;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a TaskManager sees: Flink and PickleJar, in copies of their own, and none of the test's classes but {@link
 * FarSide}.
 */
final class FarLoader extends URLClassLoader {
    FarLoader() {
        super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(entry).toAbsolutePath().equals(TestClasses.path())) {
                try {
                    urls.add(Path.of(entry).toUri().toURL());
                } catch (MalformedURLException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return urls.toArray(new URL[0]);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.equals(FarSide.class.getName())) {
            return super.findClass(name);
        }
        try (InputStream in = FarSide.class.getResourceAsStream("FarSide.class")) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Calls the method of {@link FarSide} over there, with this loader as the context class loader. */
    @SuppressWarnings("unchecked")
    <R> R call(String name, Object... arguments) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            for (Method method : loadClass(FarSide.class.getName()).getDeclaredMethods()) {
                if (method.getName().equals(name)) {
                    return (R) method.invoke(null, arguments);
                }
            }
            throw new AssertionError("no method " + name);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
