package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Registration by value, with a jar of a user that the origin sees through its context class loader. */
@Isolated("the registry is of the whole process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistrationConformanceTest {
    private static final Map<String, String> SOURCES = Map.of(
            "registered.mod.Functions", """
                    package registered.mod;

                    public class Functions<T> {
                        public static int base = 40;

                        public static int f(int x) {
                            return x + base;
                        }

                        public static java.util.function.IntUnaryOperator methodReference() {
                            return Functions::f;
                        }

                        public static java.util.function.IntUnaryOperator lambda() {
                            return x -> f(x);
                        }

                        public static Class<?> type() {
                            return Functions.class;
                        }

                        public static Object instance() {
                            return new Functions<String>();
                        }

                        public static void change() {
                            base = 100;
                        }

                        public static void reset() {
                            base = 40;
                        }

                        @Override
                        public String toString() {
                            return "base " + base;
                        }
                    }
                    """,
            "registered.sub.Other", """
                    package registered.sub;

                    public class Other {
                        public static java.util.function.IntUnaryOperator methodReference() {
                            return Math::negateExact;
                        }

                        public static java.util.function.IntUnaryOperator lambda() {
                            return x -> -x;
                        }
                    }
                    """);

    private UserJar jar;
    private URLClassLoader loader;
    private Class<?> functions;
    private Class<?> other;
    private Worker without;
    private Worker with;
    private ClassLoader before;

    @BeforeAll
    void start(@TempDir Path directory) throws ClassNotFoundException {
        jar = UserJar.compile(
                directory.resolve("user.jar"), List.of(), SOURCES.values().toArray(String[]::new));
        loader = UserJar.loader(jar);
        functions = Class.forName("registered.mod.Functions", true, loader);
        other = Class.forName("registered.sub.Other", true, loader);
        without = Worker.start();
        with = Worker.builder().alsoOnClassPath(jar.path()).start();
    }

    @AfterAll
    void stop() throws IOException {
        try (Worker first = without;
                Worker second = with;
                URLClassLoader ended = loader) {
            assertThat(first.output() + second.output()).isEmpty();
            assertThat(ended).isNotNull();
        }
    }

    @BeforeEach
    void useTheJar() {
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        RunScript.call(functions, "reset");
    }

    @AfterEach
    void forgetAll() {
        Thread.currentThread().setContextClassLoader(before);
        for (String name : CloudPickle.listRegistryPickleByValue()) {
            CloudPickle.unregisterPickleByValue(name);
        }
    }

    @Row("test_register_pickle_by_value")
    @Test
    @DisplayName("test_register_pickle_by_value")
    void packagesClassesAndModulesAreListedUntilTheyAreUnregistered() {
        Set<String> empty = CloudPickle.listRegistryPickleByValue();
        CloudPickle.registerPickleByValue("registered.mod");
        CloudPickle.registerPickleByValue(other);
        CloudPickle.registerPickleByValue(Object.class.getModule());

        assertThat(empty).isEmpty();
        Set<String> listed = CloudPickle.listRegistryPickleByValue();
        assertThat(listed).containsExactly("java.base", "registered.mod", "registered.sub.Other");
        listed.clear();
        assertThat(CloudPickle.listRegistryPickleByValue()).hasSize(3);

        CloudPickle.unregisterPickleByValue("registered.mod");
        CloudPickle.unregisterPickleByValue(other);
        CloudPickle.unregisterPickleByValue(Object.class.getModule());
        assertThat(CloudPickle.listRegistryPickleByValue()).isEmpty();

        assertRefused(
                () -> CloudPickle.registerPickleByValue("registered/mod"),
                "Input should be the name of a package, got registered/mod instead [bad-registration]");
        assertRefused(
                () -> CloudPickle.registerPickleByValue(int[].class),
                "Input should be a class with a class file, got int[] instead [bad-registration]");
        Module unnamed = loader.getUnnamedModule();
        assertRefused(
                () -> CloudPickle.registerPickleByValue(unnamed),
                "Input should be a named module, got " + unnamed + " instead [bad-registration]");
        assertRefused(
                () -> CloudPickle.registerPickleByValue("registered.nowhere"),
                "registered.nowhere was not loaded correctly, have you used one of its classes before registering it?"
                        + " [bad-registration]");
        assertRefused(
                () -> CloudPickle.unregisterPickleByValue("registered.mod"),
                "registered.mod is not registered for pickle by value [bad-registration]");
        assertRefused(
                () -> CloudPickle.unregisterPickleByValue(functions),
                "registered.mod.Functions is not registered for pickle by value [bad-registration]");
        assertRefused(
                () -> CloudPickle.unregisterPickleByValue("registered mod"),
                "Input should be the name of a package, got registered mod instead [bad-registration]");
        assertThat(CloudPickle.listRegistryPickleByValue()).isEmpty();
    }

    private static void assertRefused(Runnable registration, String message) {
        assertThatThrownBy(registration::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Row("test_pickle_constructs_from_module_registered_for_pickling_by_value")
    @Test
    @Tag(Row.NEEDS_PRIVILEGE)
    @DisplayName("test_pickle_constructs_from_module_registered_for_pickling_by_value")
    void whatIsRegisteredRunsWhereTheJarIsNot() {
        assertMissing();

        CloudPickle.registerPickleByValue("registered.mod");
        assertThat(run("methodReference")).isEqualTo(42);
        assertThat(run("lambda")).isEqualTo(42);
        assertThat(describedThere("type")).isEqualTo("class registered.mod.Functions");
        assertThat(describedThere("instance")).isEqualTo("base 40");
        assertMissing("registered.sub.Other", CloudPickle.dumps(RunScript.call(other, "lambda")));

        CloudPickle.unregisterPickleByValue("registered.mod");
        assertMissing();

        CloudPickle.registerPickleByValue("registered.sub");
        assertMissing();
        assertThat(applyThere(RunScript.call(other, "lambda"), without)).isEqualTo(-2);
        CloudPickle.unregisterPickleByValue("registered.sub");

        CloudPickle.registerPickleByValue("registered");
        assertThat(run("methodReference")).isEqualTo(42);
        assertThat(applyThere(RunScript.call(other, "lambda"), without)).isEqualTo(-2);
        CloudPickle.unregisterPickleByValue("registered");
        assertMissing();

        CloudPickle.registerPickleByValue(functions);
        assertThat(run("lambda")).isEqualTo(42);
    }

    private int run(String factory) {
        return applyThere(RunScript.call(functions, factory), without);
    }

    private String describedThere(String construct) {
        Object constructed = RunScript.call(functions, construct);
        return without.describe(without.load(CloudPickle.dumps(constructed)));
    }

    private static int applyThere(IntUnaryOperator operator, Worker worker) {
        return worker.run(CloudPickle.dumps(new Object[] {operator, 2}));
    }

    private void assertMissing() {
        for (String construct : List.of("methodReference", "lambda", "type", "instance")) {
            assertMissing("registered.mod.Functions", CloudPickle.dumps(RunScript.call(functions, construct)));
        }
    }

    private void assertMissing(String name, byte[] pickle) {
        assertThatThrownBy(() -> without.load(pickle)).isInstanceOfSatisfying(WorkerException.class, e -> {
            assertThat(e.remoteClassName()).isEqualTo("io.picklejar.error.MissingClassException");
            assertThat(e.remoteMessage())
                    .matches("missing at the receiver \\(.*\\): " + name
                            + "; put the jar on the receiver's class path, or"
                            + " ship the code when pickling: PickleJar\\.builder\\(\\)\\.byValue\\(ClassRule\\.className"
                            + "\\(\"" + name + "\"\\)\\)\\.build\\(\\) \\[missing-class\\]");
        });
    }

    @Row("test_pickle_constructs_from_installed_packages_registered_for_pickling_by_value")
    @Test
    @Tag(Row.NEEDS_PRIVILEGE)
    @DisplayName("test_pickle_constructs_from_installed_packages_registered_for_pickling_by_value")
    void whatIsRegisteredBringsTheOriginsStaticsToAWorkerThatHasTheJar() {
        for (String construct : List.of("methodReference", "lambda")) {
            RunScript.call(functions, "change");
            assertThat(applyThere(RunScript.call(functions, construct), with)).isEqualTo(42);

            CloudPickle.registerPickleByValue("registered.mod");
            assertThat(applyThere(RunScript.call(functions, construct), with)).isEqualTo(102);

            CloudPickle.unregisterPickleByValue("registered.mod");
            assertThat(applyThere(RunScript.call(functions, construct), with)).isEqualTo(42);
        }
    }

    @Row("test_pickle_various_versions_of_the_same_function_with_different_pickling_method")
    @Test
    @Tag(Row.NEEDS_PRIVILEGE)
    @DisplayName("test_pickle_various_versions_of_the_same_function_with_different_pickling_method")
    void aWorkerHoldsOneFunctionByReferenceAndByValue() {
        IntUnaryOperator function = RunScript.call(functions, "methodReference");
        byte[] byReference = CloudPickle.dumps(function);
        CloudPickle.registerPickleByValue("registered.mod");
        byte[] original = CloudPickle.dumps(function);
        RunScript.call(functions, "change");
        byte[] changed = CloudPickle.dumps(function);

        Thread.currentThread().setContextClassLoader(before);
        List<Integer> results = with.call(
                (List<byte[]> pickles) -> {
                    List<IntUnaryOperator> held = pickles.stream()
                            .map(CloudPickle::<IntUnaryOperator>loads)
                            .toList();
                    return IntStream.of(0, 1, 2, 1, 0)
                            .map(i -> held.get(i).applyAsInt(2))
                            .boxed()
                            .toList();
                },
                List.of(byReference, original, changed));

        assertThat(results).containsExactly(42, 42, 102, 42, 42);
        Thread.currentThread().setContextClassLoader(loader);
        assertThat(function.applyAsInt(2)).isEqualTo(102);
    }

    @Test
    void threadsThatRegisterAtOnceLoseNothing() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Class<?>> types = List.of(
                    String.class,
                    List.class,
                    Map.class,
                    Set.class,
                    Path.class,
                    Supplier.class,
                    Future.class,
                    Test.class);
            List<Future<?>> done = types.stream()
                    .<Future<?>>map(type -> pool.submit(() -> {
                        start.await();
                        for (int i = 0; i < 200; i++) {
                            CloudPickle.registerPickleByValue(type);
                            assertThat(CloudPickle.listRegistryPickleByValue()).contains(type.getName());
                            CloudPickle.unregisterPickleByValue(type);
                        }
                        CloudPickle.registerPickleByValue(type);
                        return null;
                    }))
                    .toList();
            start.countDown();
            for (Future<?> each : done) {
                each.get();
            }

            assertThat(CloudPickle.listRegistryPickleByValue())
                    .containsExactlyInAnyOrderElementsOf(
                            types.stream().map(Class::getName).toList());
        } finally {
            pool.shutdownNow();
        }
    }
}
