package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Abstract classes, interfaces and sealed types that travel, and classes that the receiver compiles against them. */
public final class AbstractClassesConformanceTest {
    private static final String ALL = "io.picklejar.conformance.Place#all";

    /** Complete with {@code foo}. */
    public abstract static class AbstractThing {
        /** For subclasses. */
        public abstract String foo();

        /** Calls what a subclass has. */
        public String both() {
            return "both " + foo();
        }
    }

    /** As an interface, with methods of every sort. */
    public interface Shape {
        /** For implementors. */
        int area();

        /** Calls what an implementor has, and a private method. */
        default String show() {
            return prefix() + area();
        }

        /** Of the interface itself. */
        static String name() {
            return "shape";
        }

        private String prefix() {
            return name() + " ";
        }
    }

    /** Compiles a class in the JVM it runs in, against a class that is loaded there. */
    private static final class CompileThere extends ForwardingJavaFileManager<JavaFileManager> {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final Class<?> against;

        private CompileThere(JavaFileManager libraries, Class<?> against) {
            super(libraries);
            this.against = against;
        }

        /** The text that an object of the class {@code Sub} gives, or the compiler's complaint. */
        static String run(Class<?> against, String source) {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            CompileThere files = new CompileThere(compiler.getStandardFileManager(null, null, null), against);
            StringWriter complaints = new StringWriter();
            JavaFileObject text = new Memory("Sub", JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source;
                }
            };
            List<String> options = List.of("-proc:none", "--release", "17");
            if (!compiler.getTask(complaints, files, null, options, null, List.of(text))
                    .call()) {
                return complaints.toString().lines().findFirst().orElse("");
            }
            return files.define().toString();
        }

        private Object define() {
            byte[] bytes = written.toByteArray();
            ClassLoader loader = new ClassLoader(against.getClassLoader()) {
                @Override
                protected Class<?> findClass(String name) {
                    return defineClass(name, bytes, 0, bytes.length);
                }
            };
            try {
                return loader.loadClass("Sub").getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("Sub", e);
            }
        }

        @Override
        public Iterable<JavaFileObject> list(
                Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            List<JavaFileObject> found = new ArrayList<>();
            super.list(location, packageName, kinds, recurse).forEach(found::add);
            if (location == StandardLocation.CLASS_PATH && packageName.equals(against.getPackageName())) {
                for (Class<?> type = against; type != null; type = type.getEnclosingClass()) {
                    found.add(new Loaded(type));
                }
            }
            return found;
        }

        @Override
        public String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof Loaded loaded ? loaded.type.getName() : super.inferBinaryName(location, file);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            return new Memory(className, kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written;
                }
            };
        }
    }

    private static class Memory extends SimpleJavaFileObject {
        Memory(String name, Kind kind) {
            super(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind);
        }
    }

    /** The class file of a loaded class, as its loader serves it. */
    private static final class Loaded extends Memory {
        private final Class<?> type;

        Loaded(Class<?> type) {
            super(type.getName(), Kind.CLASS);
            this.type = type;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            InputStream stream =
                    type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class");
            if (stream == null) {
                throw new IOException("no class file of " + type);
            }
            return stream;
        }
    }

    private static final String COMPLETE = """
            public class Sub extends %s {
                public String foo() { return "foo"; }
                public String toString() { return both(); }
            }
            """.formatted(AbstractThing.class.getCanonicalName());
    private static final String INCOMPLETE =
            "public class Sub extends %s {}".formatted(AbstractThing.class.getCanonicalName());

    @Row("test_abc")
    @ParameterizedTest
    @MethodSource(ALL)
    void subclassCompiledAgainstAnAbstractClass(Place place) {
        assertThat(place.<Class<?>, String>run(AbstractThing.class, type -> {
                    try {
                        return "made " + type.getConstructor().newInstance();
                    } catch (InstantiationException e) {
                        return "abstract " + Modifier.isAbstract(type.getModifiers());
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError("no constructor", e);
                    }
                }))
                .isEqualTo("abstract true");
        assertThat(place.<Class<?>, String>run(AbstractThing.class, type -> CompileThere.run(type, COMPLETE)))
                .isEqualTo("both foo");
        assertThat(place.<Class<?>, String>run(AbstractThing.class, type -> CompileThere.run(type, INCOMPLETE)))
                .isEqualTo("/Sub.java:1: error: Sub is not abstract and does not override abstract method foo() in"
                        + " AbstractThing");
    }

    private static final String IMPLEMENTS = """
            public class Sub implements %s {
                public int area() { return 4; }
                public String toString() { return show(); }
            }
            """.formatted(Shape.class.getCanonicalName());

    @Row("test_abstracts")
    @ParameterizedTest
    @MethodSource(ALL)
    void classCompiledAgainstAnInterface(Place place) {
        assertThat(place.<Class<?>, String>run(Shape.class, type -> CompileThere.run(type, IMPLEMENTS)))
                .isEqualTo("shape 4");
    }

    private sealed interface Sealed permits First, Second {}

    private record First(int x) implements Sealed {}

    private static final class Second implements Sealed {}

    @Row("test_abstracts")
    @ParameterizedTest
    @MethodSource(ALL)
    void permittedSubclassesTravelWithASealedType(Place place) {
        assertThat(place.<Class<?>, List<String>>run(Sealed.class, type -> {
                    List<String> names = new ArrayList<>();
                    for (Class<?> each : type.getPermittedSubclasses()) {
                        names.add(each.getSimpleName());
                    }
                    return names;
                }))
                .containsExactly("First", "Second");
        assertThat(place.<Sealed, Sealed>run(new First(1), first -> first)).isEqualTo(new First(1));
    }
}
