package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.analyze.LambdaRecovery;
import io.picklejar.analyze.Reach;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.DebugInfo;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which static state travels with a lambda. */
@SuppressWarnings({"UnnecessaryLambda", "serial"})
final class StaticStateConformanceTest {
    interface Text extends Supplier<String>, Serializable {}

    /** A class of which a lambda uses a part. */
    private static final class Job {
        private static int offset = 30;
        private static final Map<String, String> TABLE = new HashMap<>(Map.of("unwanted", "too"));

        private Job() {}

        static int helper(int x) {
            return x + offset;
        }

        @SuppressWarnings("unused")
        static String unwanted() {
            return TABLE.toString();
        }

        static Place.Task<Integer, Integer> task() {
            return x -> helper(x);
        }
    }

    @Row("test_correct_globals_import")
    @ParameterizedTest
    @EnumSource(DebugInfo.class)
    void onlyWhatTheLambdaReachesTravels(DebugInfo debug) {
        byte[] pickle = Place.JAR.toBuilder().debugInfo(debug).build().dumps(Job.task());

        assertThat(ShippedClasses.in(pickle).members(Job.class)).containsExactly("helper", "lambda$task", "offset");
        assertThat(new String(pickle, StandardCharsets.ISO_8859_1)).doesNotContain("unwanted", "TABLE");
    }

    private static final class Unpicklable {
        /** Nobody can pickle it, and the lambda does not read it. */
        private static Thread thread = new Thread("never started");

        private Unpicklable() {}

        @SuppressWarnings("unused")
        static Thread thread() {
            return thread;
        }

        static Text text() {
            return () -> "fine";
        }
    }

    @Row("test_func_globals")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void unpicklableStaticsThatAreNotReadStayHome(Place place) {
        assertThat(place.<Text, String>run(Unpicklable.text(), Supplier::get)).isEqualTo("fine");
    }

    /** Statics that are read at three depths, and one that is not. */
    private static final class Depths {
        private static int direct = 1;
        private static int inLocalClass = 2;
        private static int inLambdaOfLambda = 3;
        private static int unused = 4;

        private Depths() {}

        @SuppressWarnings("unused")
        static int unused() {
            return unused;
        }

        static Place.Task<Integer, Integer> task() {
            return x -> {
                class Local {
                    int sum() {
                        Place.Task<Integer, Place.Task<Integer, Integer>> outer = y -> z -> y + z + inLambdaOfLambda;
                        return outer.apply(x).apply(inLocalClass);
                    }
                }
                return new Local().sum() + direct;
            };
        }
    }

    @Row("test_cloudpickle_extract_nested_globals")
    @Test
    void staticsInNestedCodeAreFound() {
        Reach reach = new Reach(ClassRule.localCode()::matches, type -> false);

        reach.addLambda(LambdaRecovery.recipeOf(Depths.task()));

        assertThat(reach.takeNewStatics())
                .extracting(Field::getName)
                .containsExactlyInAnyOrder("direct", "inLocalClass", "inLambdaOfLambda");
    }

    @Row("test_cloudpickle_extract_nested_globals")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void staticsInNestedCodeTravel(Place place) {
        assertThat(place.<Integer, Integer>run(4, Depths.task())).isEqualTo(10);
    }

    @Row("test_module_locals_behavior")
    @Test
    void classOfAJarThatTheReceiverLacks(@TempDir Path directory) throws Exception {
        UserJar user = UserJar.compile(directory.resolve("user.jar"), List.of(), """
                package user.lib;
                public class Maker {
                    static String greeting = "hello";
                    interface Text extends java.util.function.Supplier<String>, java.io.Serializable {}
                    public static Object run() { return (Text) () -> greeting + " from a jar"; }
                }
                """);
        try (var loader = UserJar.loader(user);
                Worker worker = Worker.start()) {
            Object lambda =
                    UserJar.load(loader, "user.lib.Maker").getMethod("run").invoke(null);
            PickleJar byReference = PickleJar.builder().classLoader(loader).build();
            PickleJar byValue = byReference.toBuilder()
                    .byValue(ClassRule.packageName("user.lib"))
                    .build();

            assertThat(worker.<String>run(byValue.dumps(lambda))).isEqualTo("hello from a jar");
            assertThatThrownBy(() -> worker.runPickle(byReference.dumps(lambda)))
                    .isInstanceOfSatisfying(
                            WorkerException.class,
                            e -> assertThat(e.remoteMessage())
                                    .matches(
                                            "missing at the receiver \\([^)]*\\): user\\.lib\\.Maker, user\\.lib\\.Maker\\$Text;"
                                                    + " put the jar on the receiver's class path, or ship the code when pickling:"
                                                    + " PickleJar\\.builder\\(\\)"
                                                    + "\\.byValue\\(ClassRule\\.className\\(\"user\\.lib\\.Maker\"\\)\\)"
                                                    + "\\.byValue\\(ClassRule\\.className\\(\"user\\.lib\\.Maker\\$Text\"\\)\\)"
                                                    + "\\.build\\(\\) \\[missing-class\\]"));
        }
    }
}
