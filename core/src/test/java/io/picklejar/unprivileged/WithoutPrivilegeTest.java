package io.picklejar.unprivileged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A JVM in which privileged access is switched off loads code and data, and pickles again what tells itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WithoutPrivilegeTest {
    private Worker worker;

    @BeforeAll
    void start() {
        worker = Worker.builder().jvmArgument("-Dio.picklejar.access=none").start();
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
    void lambdasRun() {
        int captured = Integer.parseInt("40");
        assertThat(worker.<Integer, Integer>call(x -> x + captured, 2)).isEqualTo(42);
        assertThat(worker.<String, Integer>call(String::length, "text")).isEqualTo(4);
    }

    @Test
    void capturedStateArrives() {
        List<Integer> list = new ArrayList<>(List.of(1, 2));
        Optional<String> optional = Optional.of("!");
        assertThat(worker.<String, String>call(x -> x + list + optional.get(), "a"))
                .isEqualTo("a[1, 2]!");
    }

    @Test
    void dataOfTheJdkComesBack() {
        List<Object> data = new ArrayList<>(List.of(1, "b", List.of(3), Map.of(4, 5), new java.math.BigDecimal("6.0")));
        assertThat(echo(data)).isEqualTo(data);
    }

    @Test
    void serializableLambdaComesBack() {
        int captured = Integer.parseInt("7");
        Supplier<Integer> lambda = (Supplier<Integer> & Serializable) () -> captured + 1;
        assertThat(echo(lambda).get()).isEqualTo(8);
    }

    @Test
    void capturesOfTheJdksOwnLambdasAreRefused() {
        assertThatThrownBy(() -> worker.call(
                        () -> Comparator.comparing((Function<String, Integer> & Serializable) String::length)))
                .isInstanceOfSatisfying(
                        WorkerException.class,
                        e -> assertThat(e.remoteMessage())
                                .matches(
                                        "captured value 0 of lambda java\\.util\\.Comparator\\$\\$Lambda\\S+ cannot be read at \\$;"
                                                + " start the JVM with -javaagent:picklejar-agent\\.jar, or without"
                                                + " -Dio\\.picklejar\\.access=none and with --add-opens"
                                                + " java\\.base/java\\.lang\\.invoke=ALL-UNNAMED, which is Add-Opens:"
                                                + " java\\.base/java\\.lang\\.invoke in the manifest of its main jar; or make the"
                                                + " functional interface Serializable, as the cast to \\(Supplier<String> & Serializable\\)"
                                                + " does; or use a named class \\[lambda-not-recovered\\]"));
    }

    @Test
    void enumsComeBack() {
        assertThat(echo(Answer.YES)).isSameAs(Answer.YES);
    }

    @Test
    void publicRecordsComeBack() {
        assertThat(echo(new Pair(1, "b"))).isEqualTo(new Pair(1, "b"));
    }

    @Test
    void plainObjectsArrive() {
        Cell cell = new Cell(5);
        assertThat(worker.<Cell, Integer>call(x -> x.number + 1, cell)).isEqualTo(6);
    }

    enum Answer {
        YES
    }

    /** Public, as is its constructor. */
    public record Pair(int left, String right) {}

    private static final class Cell {
        private final int number;

        Cell(int number) {
            this.number = number;
        }
    }
}
