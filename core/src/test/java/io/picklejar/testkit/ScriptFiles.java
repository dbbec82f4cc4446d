package io.picklejar.testkit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.jspecify.annotations.Nullable;

/** The compiler's files, in memory. */
final class ScriptFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    ScriptFiles(JavaFileManager libraries) {
        super(libraries);
    }

    static JavaFileObject source(String typeName, String text) {
        URI uri = URI.create("script:///" + typeName.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** The class files that were written, by binary name. */
    Map<String, byte[]> classFiles() {
        Map<String, byte[]> all = new HashMap<>();
        written.forEach((name, bytes) -> all.put(name, bytes.toByteArray()));
        return Map.copyOf(all);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
        URI uri = URI.create("script:///" + className.replace('.', '/') + ".class");
        return new SimpleJavaFileObject(uri, kind) {
            @Override
            public OutputStream openOutputStream() {
                return written.computeIfAbsent(className, name -> new ByteArrayOutputStream());
            }
        };
    }
}
