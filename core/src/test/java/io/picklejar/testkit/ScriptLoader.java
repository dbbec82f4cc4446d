package io.picklejar.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defines the classes of one script, without a location. */
final class ScriptLoader extends ClassLoader {
    /** Whether the loader hands out its class files as resources. */
    enum ClassFiles {
        SERVED,
        HIDDEN
    }

    private final Map<String, byte[]> classFiles;
    private final ClassFiles mode;

    ScriptLoader(Map<String, byte[]> classFiles, ClassFiles mode, ClassLoader parent) {
        super("script", parent);
        this.classFiles = classFiles;
        this.mode = mode;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classFiles.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        byte[] bytes = classFiles.get(name.replaceAll("\\.class$", "").replace('/', '.'));
        if (bytes == null || mode == ClassFiles.HIDDEN) {
            return null;
        }
        try {
            return new URL("script", "", -1, "/" + name, new InMemory(bytes));
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens a URL on bytes. */
    private static final class InMemory extends URLStreamHandler {
        private final byte[] bytes;

        private InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    connect();
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
