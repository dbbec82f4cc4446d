package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.io.Serializable;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules, and all the classes of a loader that has no files. */
@SuppressWarnings({"UnnecessaryLambda", "serial"})
final class ModulesConformanceTest {
    interface Code extends Supplier<Object>, Serializable {}

    @Row("test_module")
    @Test
    void modulesAreTheSameModules() {
        Module sql = Connection.class.getModule();
        Module classPath = getClass().getModule();

        Module[] loaded = CloudPickle.loads(CloudPickle.dumps(new Module[] {sql, classPath}));

        assertThat(loaded).containsExactly(sql, classPath);
    }

    @Row("test_module")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void modulesAreFoundByName(Place place) {
        Module logging = Logger.class.getModule();

        assertThat(place.<Module, Boolean>run(logging, module -> module == Logger.class.getModule()))
                .isTrue();
    }

    @Row("test_module")
    @Test
    void missingModuleIsNamed() {
        byte[] pickle = CloudPickle.dumps(Connection.class.getModule());
        try (Worker worker = Worker.builder()
                .jvmArgument("--limit-modules=java.logging,java.management,jdk.unsupported")
                .start()) {
            assertThatThrownBy(() -> worker.load(pickle))
                    .isInstanceOfSatisfying(
                            WorkerException.class,
                            e -> assertThat(e.remoteMessage())
                                    .isEqualTo(
                                            "missing at the receiver: module java.sql; start the receiver with --add-modules"
                                                    + " java.sql [missing-class]"));
        }
    }

    @Row("test_module")
    @Test
    void unnamedModuleOfAnotherLoaderIsRefused() {
        Module unnamed = RunScript.compile("class Script {}").getModule();

        assertThatThrownBy(() -> CloudPickle.dumps(List.of(unnamed)))
                .isInstanceOf(PicklingException.class)
                .hasMessage("the " + unnamed + " is neither in the boot layer nor the class path's, so no receiver can"
                        + " find it at $[0]; pickle a class of it instead and ask that for its module"
                        + " [not-referencable]");
    }

    private static String dynamicModule(String head) {
        return head + """
                public class Dynamic {
                    public interface Code extends java.util.function.Supplier<Object>, java.io.Serializable {}
                    static int x = 1;
                    static int f(int y) { return x + y; }
                    public static class Uses {
                        @Override public String toString() { return "f gives " + f(4) + ", x is " + x; }
                    }
                    public static Object[] run() {
                        return new Object[] {(Code) () -> f(2), new Uses(), Dynamic.class, (Code) () -> Dynamic.class};
                    }
                }
                """;
    }

    private static Object[] dynamicModuleFor17(String head) {
        return RunScript.call(RunScript.compileFor(17, dynamicModule(head)), "run");
    }

    private static List<Object> results(Object[] loaded) {
        return List.of(
                ((Supplier<?>) loaded[0]).get(),
                loaded[1].toString(),
                ((Class<?>) loaded[2]).getName(),
                ((Supplier<?>) loaded[3]).get() == loaded[2]);
    }

    @Row("test_dynamic_module")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void classesOfALoaderWithoutFiles(Place place) {
        Object[] module = dynamicModuleFor17("package dynamic.module;\n");

        assertThat(place.run(module, ModulesConformanceTest::results))
                .containsExactly(3, "f gives 5, x is 1", "dynamic.module.Dynamic", true);
    }

    @Row("test_dynamic_module_no_package")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void classesOfALoaderWithoutFilesInTheDefaultPackage(Place place) {
        Object[] module = dynamicModuleFor17("");

        assertThat(place.run(module, ModulesConformanceTest::results))
                .containsExactly(3, "f gives 5, x is 1", "Dynamic", true);
    }

    @Row("test_dynamic_module")
    @Test
    void whatIsLoadedTwiceInOnePayloadIsThereOnce() {
        Object[] module = RunScript.runScript(dynamicModule(""));
        byte[] once = CloudPickle.dumps(module);
        byte[] twice = CloudPickle.dumps(new Object[] {module, module.clone()});

        assertThat(PickleJar.unitsIn(twice)).isEqualTo(PickleJar.unitsIn(once));
        assertThat(ShippedClasses.in(twice).names())
                .isEqualTo(ShippedClasses.in(once).names());
    }

    @Row("test_dynamic_module")
    @Test
    void shippedClassComesBeforeTheReceiversOfThatName(@TempDir Path directory) {
        UserJar receivers = UserJar.compile(
                directory.resolve("receivers.jar"), List.of(), "package dynamic.module;\npublic class Dynamic {}");
        Object[] module = RunScript.runScript(dynamicModule("package dynamic.module;\n"));
        try (Worker worker = Worker.builder().alsoOnClassPath(receivers.path()).start()) {
            assertThat(worker.hasClass("dynamic.module.Dynamic")).isTrue();
            assertThat(worker.<Object[], List<Object>>call(
                            (Place.Task<Object[], List<Object>>) ModulesConformanceTest::results, module))
                    .containsExactly(3, "f gives 5, x is 1", "dynamic.module.Dynamic", true);
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("test_load_dynamic_module_in_grandchild_process")
    @Test
    void whatTheChildLoadedTheGrandchildLoads() {
        Object[] module = RunScript.runScript(dynamicModule("package dynamic.module;\n"));
        Place.Task<Object[], List<Object>> results = ModulesConformanceTest::results;
        byte[] fromOrigin = Place.JAR.dumps(new Object[] {results, module});
        byte[] fromChild;
        try (Worker child = Worker.start()) {
            fromChild = child.echoPickle(fromOrigin);
        }
        try (Worker grandchild = Worker.start()) {
            assertThat(grandchild.<List<Object>>run(fromChild))
                    .containsExactly(3, "f gives 5, x is 1", "dynamic.module.Dynamic", true);
            assertThat(grandchild.output()).isEmpty();
        }
    }
}
