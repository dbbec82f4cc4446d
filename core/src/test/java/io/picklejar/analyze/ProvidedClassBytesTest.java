package io.picklejar.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.ClassBytesProvider;
import io.picklejar.reduce.ReducerProvider;
import io.picklejar.testkit.RunScript;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class files of classes whose loader serves none, from providers that the context loader finds. */
final class ProvidedClassBytesTest {
    private static final String SOURCE = """
            package notebook;

            public class Cell {
                public static java.util.function.Supplier<String> run() {
                    return () -> new Cell().text();
                }

                private String text() {
                    return "from a cell";
                }
            }
            """;

    private static final String MISSING = "notebook.Cell has to travel by value but its class file cannot be read%s at"
            + " $; load it through a class loader that serves its class files as resources, provide a"
            + " ClassBytesProvider, or start the JVM with -javaagent:picklejar-agent.jar [no-class-bytes]";

    @TempDir
    private Path directory;

    private static Class<?> unserved() {
        return RunScript.compileWithoutClassFiles(SOURCE);
    }

    /** What the block answers while the context loader finds these providers. */
    private <T> T with(List<String> providers, Supplier<T> block) throws IOException {
        Path file = directory.resolve("services");
        Files.write(file, providers);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new Offering(file.toUri().toURL()));
        try {
            return block.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> names(Class<?>... providers) {
        return Arrays.stream(providers).map(Class::getName).toList();
    }

    private static PicklingException failure(Object value) {
        try {
            PickleJar.standard().dumps(value);
        } catch (PicklingException e) {
            return e;
        }
        throw new AssertionError("was pickled");
    }

    @Test
    void theClassTravels() throws IOException {
        Supplier<String> lambda = RunScript.call(unserved(), "run");

        byte[] pickle = with(
                names(Unknowing.class, Throwing.class, Wrong.class, Knowing.class),
                () -> PickleJar.standard().dumps(lambda));

        Supplier<String> copy = PickleJar.standard().loads(pickle);
        assertThat(copy.get()).isEqualTo("from a cell");
    }

    @Test
    void aProviderIsAskedAlsoWhenThereWasNoneBefore() throws IOException {
        Class<?> type = unserved();
        assertThat(failure(type)).hasMessage(MISSING, "");
        assertThat(LambdaSites.of(type)).isEmpty();

        with(names(Knowing.class), () -> {
            assertThat(PickleJar.standard().dumps(type)).isNotEmpty();
            assertThat(LambdaSites.of(type)).hasSize(1);
            return type;
        });
    }

    @Test
    void aClassThatItsLoaderServesIsNotAskedFor() throws IOException {
        Supplier<String> lambda = RunScript.runScript(SOURCE);

        Supplier<String> copy = with(
                names(Throwing.class),
                () -> PickleJar.standard().loads(PickleJar.standard().dumps(lambda)));

        assertThat(copy.get()).isEqualTo("from a cell");
    }

    @Test
    void theMessageSaysWhatProvidersDidWrong() throws IOException {
        Class<?> type = unserved();
        String here = ProvidedClassBytesTest.class.getName();

        PicklingException failure = with(
                names(Throwing.class, Garbling.class, Truncating.class, Wrong.class, Unknowing.class),
                () -> failure(type));

        assertThat(failure)
                .hasMessage(
                        MISSING,
                        ": " + here + "$Throwing threw java.lang.IllegalStateException: closed, " + here
                                + "$Garbling gave 16 bytes that are no class file, " + here
                                + "$Truncating gave 12 bytes that are no class file, " + here
                                + "$Wrong gave the class file of io.picklejar.PickleJar")
                .hasCause(new IllegalStateException("closed"));
    }

    @Test
    void providersThatCannotBeMadeDoNotHideOthers() throws IOException {
        Class<?> type = unserved();
        List<String> broken = List.of("com.acme.Gone", Unmakable.class.getName());
        List<String> mended = List.of("com.acme.Gone", Unmakable.class.getName(), Knowing.class.getName());

        assertThat(with(broken, () -> failure(type)))
                .hasMessage(
                        MISSING,
                        ": io.picklejar.policy.ClassBytesProvider: Provider com.acme.Gone not found,"
                                + " io.picklejar.policy.ClassBytesProvider: Provider " + Unmakable.class.getName()
                                + " could not be instantiated");
        assertThat(with(mended, () -> PickleJar.standard().dumps(type))).isNotEmpty();
    }

    @Test
    void providersOfAnotherCopyOfPickleJarArePassedOver() throws IOException {
        Class<?> type = unserved();

        assertThat(with(names(OtherService.class), () -> failure(type))).hasMessage(MISSING, "");
    }

    /** A loader that lists providers, and loads them as its parent does. */
    private static final class Offering extends ClassLoader {
        private final URL services;

        Offering(URL services) {
            super("offering", ProvidedClassBytesTest.class.getClassLoader());
            this.services = services;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + ClassBytesProvider.class.getName())
                    ? Collections.enumeration(List.of(services))
                    : super.getResources(name);
        }
    }

    public static final class Knowing implements ClassBytesProvider {
        @Override
        public byte @Nullable [] classFileOf(Class<?> type) {
            return type.getName().equals("notebook.Cell") ? ClassBytes.of(RunScript.compile(SOURCE)) : null;
        }
    }

    public static final class Unknowing implements ClassBytesProvider {
        @Override
        public byte @Nullable [] classFileOf(Class<?> type) {
            return null;
        }
    }

    public static final class Throwing implements ClassBytesProvider {
        @Override
        public byte @Nullable [] classFileOf(Class<?> type) {
            throw new IllegalStateException("closed");
        }
    }

    public static final class Garbling implements ClassBytesProvider {
        @Override
        public byte @Nullable [] classFileOf(Class<?> type) {
            return new byte[16];
        }
    }

    public static final class Truncating implements ClassBytesProvider {
        @Override
        public byte @Nullable [] classFileOf(Class<?> type) {
            byte[] classFile = ClassBytes.of(RunScript.compile(SOURCE));
            return classFile == null ? null : Arrays.copyOf(classFile, 12);
        }
    }

    public static final class Wrong implements ClassBytesProvider {
        @Override
        public byte @Nullable [] classFileOf(Class<?> type) {
            return ClassBytes.of(PickleJar.class);
        }
    }

    public static final class Unmakable implements ClassBytesProvider {
        public Unmakable() {
            throw new IllegalStateException("not configured");
        }

        @Override
        public byte @Nullable [] classFileOf(Class<?> type) {
            return null;
        }
    }

    /** Stands for a provider that implements the interface of another copy of PickleJar. */
    public static final class OtherService implements ReducerProvider {
        @Override
        public void register(Registry registry) {
            throw new AssertionError("is of another service");
        }
    }
}
