package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shipped code that uses a library which both sides have, and of which neither has loaded the class that it uses. */
final class DependenciesConformanceTest {
    private static UserJar library;
    private static URLClassLoader loader;

    @BeforeAll
    static void compile(@TempDir Path directory) {
        library =
                UserJar.compile(directory.resolve("library.jar"), List.of(), """
                package lib.sub;
                public class Module {
                    static { System.setProperty("lib.sub.Module", "initialized"); }
                    public static int twice(int x) { return 2 * x; }
                }
                """, "package lib;\npublic class Lib {}");
        UserJar jobs = UserJar.compile(directory.resolve("jobs.jar"), List.of(library), """
                package jobs;
                import static lib.sub.Module.twice;
                public class Jobs {
                    public interface Code extends java.util.function.Function<Integer, Integer>, java.io.Serializable {}
                    public interface Text extends java.util.function.Supplier<String>, java.io.Serializable {}
                    public static Object direct() { return (Code) x -> lib.sub.Module.twice(x); }
                    public static Object nested() {
                        return (Code) x -> { Code inner = y -> lib.sub.Module.twice(y) + 1; return inner.apply(x); };
                    }
                    public static Object imported() { return (Code) x -> twice(x) + 2; }
                    public static Object byLiteral() {
                        return (Text) () -> {
                            try {
                                return Class.forName("lib.sub.Module").getSimpleName();
                            } catch (ClassNotFoundException e) {
                                return "not found: " + e.getMessage();
                            }
                        };
                    }
                    public static Object byLiteralOfAByValueClass() {
                        return (Text) () -> {
                            try {
                                return Class.forName("jobs.Partner").getSimpleName();
                            } catch (ClassNotFoundException e) {
                                return "not found: " + e.getMessage();
                            }
                        };
                    }
                    public static Object partner() { return (Code) x -> Partner.thrice(x); }
                    public static Object resource() {
                        return (Text) () -> String.valueOf(Jobs.class.getResource("x.txt"));
                    }
                }
                class Partner {
                    static int thrice(int x) { return 3 * x; }
                }
                """);
        loader = UserJar.loader(library, jobs);
    }

    @AfterAll
    static void close() throws Exception {
        loader.close();
    }

    private static byte[] pickle(String method, Object... arguments) throws Exception {
        Object[] call = new Object[arguments.length + 1];
        call[0] = UserJar.load(loader, "jobs.Jobs").getMethod(method).invoke(null);
        System.arraycopy(arguments, 0, call, 1, arguments.length);
        return PickleJar.builder()
                .classLoader(loader)
                .byValue(ClassRule.packageName("jobs"))
                .build()
                .dumps(call);
    }

    private static Worker withLibrary(Worker.Builder builder) {
        return builder.alsoOnClassPath(library.path()).start();
    }

    @Row("test_submodule")
    @Test
    void classOfALibraryIsLoadedWhenItIsCalled() throws Exception {
        byte[] pickle = pickle("direct", 21);

        assertThat(System.getProperty("lib.sub.Module")).isNull();
        try (Worker worker = withLibrary(Worker.builder())) {
            worker.load(pickle);
            assertThat(worker.<String>run(worker.jar().dumps((ModulesConformanceTest.Code)
                            () -> System.getProperty("lib.sub.Module", "not initialized"))))
                    .isEqualTo("not initialized");
            assertThat(worker.<Integer>run(pickle)).isEqualTo(42);
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("test_submodule_closure")
    @Test
    void classOfALibraryThatOnlyANestedLambdaMentions() throws Exception {
        try (Worker worker = withLibrary(Worker.builder())) {
            assertThat(worker.<Integer>run(pickle("nested", 21))).isEqualTo(43);
        }
    }

    static List<Place> freshPlaces() {
        return Place.others().stream()
                .filter(place -> place.toString().startsWith("fresh"))
                .toList();
    }

    @Row("test_multiprocess")
    @ParameterizedTest
    @MethodSource("freshPlaces")
    void classOfALibraryInAFreshJvm(Place place) throws Exception {
        try (Worker worker = withLibrary(place.builder())) {
            assertThat(worker.<Integer>run(pickle("direct", 21))).isEqualTo(42);
            assertThat(worker.<Integer>run(pickle("nested", 21))).isEqualTo(43);
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("test_import")
    @Test
    void importedMethodsAndClassNamesInTheText() throws Exception {
        try (Worker worker = withLibrary(Worker.builder())) {
            assertThat(worker.<Integer>run(pickle("imported", 20))).isEqualTo(42);
            assertThat(worker.<String>run(pickle("byLiteral"))).isEqualTo("Module");
        }
    }

    @Row("test_relative_import_inside_function")
    @Test
    void packagePrivateClassOfTheOwnPackageComesAlong() throws Exception {
        try (Worker worker = withLibrary(Worker.builder())) {
            assertThat(worker.<Integer>run(pickle("partner", 14))).isEqualTo(42);
        }
    }

    /** Code travels, files beside it do not. */
    @Row("test_relative_import_inside_function")
    @Test
    void resourcesStayHome() throws Exception {
        try (Worker worker = withLibrary(Worker.builder())) {
            assertThat(worker.<String>run(pickle("resource"))).isEqualTo("null");
        }
    }

    /** The package goes by reference, but for the class of the lambda. */
    @Row("test_relative_import_inside_function")
    @Test
    void packagePrivateClassThatWouldGoByReferenceComesAlong() throws Exception {
        Object lambda = UserJar.load(loader, "jobs.Jobs").getMethod("partner").invoke(null);
        byte[] pickle = PickleJar.builder()
                .classLoader(loader)
                .byValue(ClassRule.className("jobs.Jobs"))
                .build()
                .dumps(new Object[] {lambda, 14});
        try (Worker worker = withLibrary(Worker.builder())) {
            assertThat(worker.<Integer>run(pickle)).isEqualTo(42);
        }
    }

    @Row("test_import")
    @Test
    void classNamesOfByValueClassesInTheText() throws Exception {
        try (Worker worker = withLibrary(Worker.builder())) {
            assertThat(worker.<String>run(pickle("byLiteralOfAByValueClass"))).isEqualTo("Partner");
        }
    }
}
