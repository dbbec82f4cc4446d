package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that meets a class for the first time because an object of it arrives. */
final class InitializationOrderTest {
    /** The static initializer of the top makes an object of the bottom, which needs the static state in the middle. */
    private static final String[] SOURCES = {"""
        package types;
        public abstract class Top {
            public static final Top ONE = new Bottom(1);
            public static final Top TWO = new Bottom(2);
        }
        """, """
        package types;
        public abstract class Middle extends Top {
            private static final java.util.Set<Integer> KNOWN = new java.util.HashSet<>(java.util.List.of(1, 2));
            final int number;
            Middle(int number) {
                if (!KNOWN.contains(number)) {
                    throw new IllegalArgumentException();
                }
                this.number = number;
            }
        }
        """, """
        package types;
        public final class Bottom extends Middle {
            Bottom(int number) {
                super(number);
            }
            public String toString() {
                return "bottom " + number;
            }
        }
        """};

    @Test
    void superclassesAreInitializedFromTheTop(@TempDir Path directory) throws Exception {
        UserJar jar = UserJar.compile(directory.resolve("types.jar"), List.of(), SOURCES);
        try (URLClassLoader loader = UserJar.loader(jar);
                Worker worker = Worker.builder().alsoOnClassPath(jar.path()).start()) {
            Class<?> top = Class.forName("types.Top", true, loader);
            Object two = top.getField("TWO").get(null);
            PickleJar pickler = PickleJar.builder().classLoader(loader).build();

            int handle = worker.load(pickler.dumps(List.of(two)));

            assertThat(worker.describe(handle)).contains("bottom 2");
        }
    }
}
