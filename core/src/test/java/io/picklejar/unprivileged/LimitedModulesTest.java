package io.picklejar.unprivileged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.jvm.Access;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A JVM made of java.base alone, as jlink may build it: no {@code jdk.unsupported}, no {@code java.instrument}, no
 * {@code java.logging}. The worker itself counts bytes through {@code java.management}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("UnnecessaryLambda")
final class LimitedModulesTest {
    private Worker worker;

    @BeforeAll
    void start() {
        worker = Worker.builder()
                .jvmArgument("--limit-modules=java.base,java.management")
                .start();
    }

    @AfterAll
    void stop() {
        try (Worker ended = worker) {
            assertThat(ended.output()).isEmpty();
        }
    }

    private <T> T echo(T value) {
        return worker.jar().loads(worker.echoPickle(worker.jar().dumps(value)));
    }

    @Test
    void noTierAnswers() {
        assertThat(worker.<String>call(Access::tier)).isEqualTo("none");
        assertThat(worker.<List<String>>call(() -> new ArrayList<>(ModuleLayer.boot().modules().stream()
                        .map(Module::getName)
                        .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
                        .sorted()
                        .toList())))
                .containsExactly("java.base", "java.management");
    }

    @Test
    void lambdasRun() {
        int captured = Integer.parseInt("40");
        assertThat(worker.<Integer, Integer>call(x -> x + captured, 2)).isEqualTo(42);
    }

    @Test
    void dataComesBack() {
        List<Object> data = new ArrayList<>(List.of(1, "b", List.of(3), Map.of(4, 5), new Pair(6, "c")));
        assertThat(echo(data)).isEqualTo(data);
    }

    @Test
    void lambdaOfAShapeOfItsOwnIsPickledThere() {
        int captured = Integer.parseInt("7");
        IntFunction<String> lambda = number -> captured + ":" + number;

        IntFunction<String> copy = echo(lambda);

        assertThat(copy.apply(1)).isEqualTo("7:1");
    }

    @Test
    void ambiguousLambdaIsRefusedThere() {
        assertThat(worker.<String>call(() -> {
                    Supplier<String> first = () -> "first";
                    Supplier<String> second = () -> "second";
                    try {
                        PickleJar.standard().dumps(new Object[] {first, second});
                        return "pickled";
                    } catch (PicklingException e) {
                        return e.problem().id();
                    }
                }))
                .isEqualTo("lambda-not-recovered");
    }

    @Test
    void objectsWithoutAConstructorToRunAreRefusedThere() {
        byte[] pickle = worker.jar().dumps(new Cell());

        assertThatThrownBy(() -> worker.load(pickle))
                .isInstanceOfSatisfying(
                        WorkerException.class,
                        e -> assertThat(e.remoteMessage().replaceAll("at byte \\d+", "at byte N"))
                                .isEqualTo(
                                        "an object could not be made: java.lang.InstantiationException: cannot allocate "
                                                + Cell.class.getName() + " without a constructor: the JVM has no usable"
                                                + " sun.reflect.ReflectionFactory; add the module jdk.unsupported to it"
                                                + " (--add-modules jdk.unsupported), at byte N of the pickle [making-failed]"));
    }

    @Test
    void openingThePackageMendsAllOfIt() {
        try (Worker opened = Worker.builder()
                .jvmArgument("--limit-modules=java.base,java.management")
                .jvmArgument("--add-opens=java.base/java.lang.invoke=ALL-UNNAMED")
                .start()) {
            assertThat(opened.<String>call(Access::tier)).isEqualTo("opens");
            assertThat(opened.load(opened.jar().dumps(new Cell()))).isPositive();
            assertThat(opened.output()).isEmpty();
        }
    }

    private static final class Cell {
        @SuppressWarnings("UnusedVariable") // state to travel
        private final int number = Integer.parseInt("3");
    }

    /** Public, as is its constructor. */
    public record Pair(int left, String right) {}
}
