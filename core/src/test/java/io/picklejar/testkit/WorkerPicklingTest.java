package io.picklejar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The harness with the pickler: code of this class, which the child does not have, runs there. */
final class WorkerPicklingTest {
    /** Three parameters, which no interface of the JDK has. */
    @FunctionalInterface
    interface Joiner {
        String join(String first, String second, int third);
    }

    private static Worker worker;

    @BeforeAll
    static void startWorker() {
        worker = Worker.start();
    }

    @AfterAll
    static void stopWorker() {
        worker.close();
        assertThat(worker.output()).isEmpty();
    }

    @Test
    void functionRunsInTheChild() {
        int base = 40;

        assertThat(worker.<Integer, Integer>call(x -> x + base, 2)).isEqualTo(42);
        assertThat(worker.call(() -> ProcessHandle.current().pid()))
                .isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void anyFunctionalInterfaceOfTheTestRunsInTheChild() {
        Joiner joiner = (first, second, third) -> first + second + third;

        assertThat(worker.<String>run(worker.jar().dumps(new Object[] {joiner, "a", "b", 3})))
                .isEqualTo("ab3");
    }

    @Test
    void echoComesBackAsAnObjectOfTheTest() {
        record Point(int x, int y) {}

        Point echo = worker.jar().loads(worker.echoPickle(worker.jar().dumps(new Point(1, 2))));

        assertThat(echo).isEqualTo(new Point(1, 2));
    }

    @Test
    void childHoldsWhatItLoaded() {
        int handle = worker.load(worker.jar().dumps(List.of("kept")));

        assertThat(worker.describe(handle)).isEqualTo("[kept]");
        assertThat(worker.jar().<List<String>>loads(worker.dump(handle))).containsExactly("kept");
        worker.forget(handle);
        assertThatThrownBy(() -> worker.describe(handle)).isInstanceOf(WorkerException.class);
    }

    @Test
    void whatTheFunctionThrowsComesAsText() {
        Function<String, String> failing = text -> {
            throw new IllegalStateException("no " + text);
        };

        assertThatThrownBy(() -> worker.call(failing, "luck")).isInstanceOfSatisfying(WorkerException.class, e -> {
            assertThat(e.remoteClassName()).isEqualTo("java.lang.IllegalStateException");
            assertThat(e.remoteMessage()).isEqualTo("no luck");
        });
    }

    @Test
    void functionTravelsToTheOtherJdkAndBack() {
        int other = Runtime.version().feature() == 25 ? 17 : 25;
        Optional<Path> home = JdkHomes.ofVersion(other);
        assumeThat(home).isPresent();

        try (Worker elsewhere = Worker.builder().jdk(home.orElseThrow()).start()) {
            assertThat(elsewhere.call(() -> Runtime.version().feature())).isEqualTo(other);
            String suffix = "!";
            Function<String, String> back = elsewhere
                    .jar()
                    .loads(elsewhere.echoPickle(
                            elsewhere.jar().dumps((Function<String, String>) text -> text + suffix)));
            assertThat(back.apply("hello")).isEqualTo("hello!");
            assertThat(elsewhere.output()).isEmpty();
        }
    }
}
