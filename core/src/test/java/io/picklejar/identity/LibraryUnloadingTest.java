package io.picklejar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy of the library in a loader of its own, as a Flink job brings one along: what it knows of the JDK's classes goes with it. */
final class LibraryUnloadingTest {
    static List<Object> values() {
        return List.of(
                "text",
                new ArrayList<>(List.of("a", 1)),
                new HashMap<>(Map.of("k", Duration.ofSeconds(1))),
                Thread.State.NEW,
                List.class,
                new Plain(),
                new LinkedHashSet<>(List.of(1.5)));
    }

    /** For Kryo, or field by field. */
    private static final class Plain implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("unused") // travels
        private final ArrayList<String> list = new ArrayList<>(List.of("x"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void loaderOfTheLibraryIsCollected(Object value) throws Exception {
        WeakReference<ClassLoader> library = useAndDrop(value);

        for (int i = 0; library.get() != null && i < 50; i++) {
            System.gc();
        }
        assertThat(library.get()).isNull();
    }

    private static WeakReference<ClassLoader> useAndDrop(Object value) throws Exception {
        try (URLClassLoader loader = new ChildFirst(classPath())) {
            Class<?> library = Class.forName("io.picklejar.CloudPickle", true, loader);
            assertThat(library.getClassLoader()).isSameAs(loader);
            Object pickle = library.getMethod("dumps", Object.class).invoke(null, value);
            Object loaded = library.getMethod("loads", byte[].class).invoke(null, pickle);
            assertThat(loaded).hasSameClassAs(value);
            return new WeakReference<>(loader);
        }
    }

    private static URL[] classPath() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .map(LibraryUnloadingTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    /** As Flink's loader of user code: its own classes come first, but for those of this test. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL[] classPath) {
            super(classPath, LibraryUnloadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                boolean own = (name.startsWith("io.picklejar.") && !name.startsWith("io.picklejar.identity."))
                        || name.startsWith("com.esotericsoftware.")
                        || name.startsWith("org.objectweb.");
                return own ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
