package io.picklejar.statics;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.Statics;
import io.picklejar.roundtrip.Closure;
import io.picklejar.testkit.Worker;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Static state out of the pickle, at receivers that lack the classes, with and without privileged access. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SnapshotTest {
    private Worker worker;
    private Worker relay;
    private Worker unprivileged;
    private PickleJar jar;

    @BeforeAll
    void start() {
        worker = Worker.start();
        relay = Worker.start();
        unprivileged =
                Worker.builder().jvmArgument("-Dio.picklejar.access=none").start();
        jar = worker.jar().toBuilder().statics(Statics.SNAPSHOT).build();
    }

    @AfterAll
    void stop() {
        try (Worker first = worker;
                Worker second = relay;
                Worker third = unprivileged) {
            assertThat(first.output() + second.output() + third.output()).isEmpty();
        }
    }

    static List<Closure> cases() {
        return SnapshotCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdsHere(Closure closure) {
        assertThat(closure.make().get()).isEqualTo(closure.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesBackInTheOrigin(Closure closure) {
        assertThat(jar.<Supplier<?>>loads(jar.dumps(closure.make())).get()).isEqualTo(closure.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsThereTwice(Closure closure) {
        byte[] pickle = jar.dumps(closure.make());

        assertThat(worker.<Object>run(pickle)).isEqualTo(closure.expected());
        assertThat(worker.<Object>run(pickle)).isEqualTo(closure.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsWithoutPrivilege(Closure closure) {
        byte[] pickle = jar.dumps(closure.make());

        assertThat(unprivileged.<Object>run(pickle)).isEqualTo(closure.expected());
        assertThat(unprivileged.<Object>run(pickle)).isEqualTo(closure.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsInAThirdJvm(Closure closure) {
        byte[] relayed = worker.echoPickle(jar.dumps(closure.make()));

        assertThat(relay.<Object>run(relayed)).isEqualTo(closure.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsHereWhenItCameBack(Closure closure) {
        byte[] back = worker.echoPickle(jar.dumps(closure.make()));

        assertThat(jar.<Supplier<?>>loads(back).get()).isEqualTo(closure.expected());
    }

    @Test
    void aReceiverPicklesTheSameUnits() {
        Shape shape = new Square(2);
        Color color = Color.GREEN;
        byte[] pickle = jar.dumps((Supplier<String>) () -> shape.name() + color.other() + PID);

        assertThat(PickleJar.unitsIn(worker.echoPickle(pickle)))
                .isEqualTo(PickleJar.unitsIn(pickle))
                .hasSize(2);
        assertThat(relay.<String>run(worker.echoPickle(pickle))).isEqualTo("square 2.0 RED" + PID);
    }

    @Test
    void allInOnePickleToAFreshJvm() {
        List<Closure> cases = cases();
        List<Supplier<?>> suppliers =
                cases.stream().<Supplier<?>>map(Closure::make).toList();
        try (Worker fresh = Worker.start()) {
            List<Object> results = fresh.<List<Supplier<?>>, List<Object>>call(
                    jar, list -> list.stream().<Object>map(Supplier::get).toList(), suppliers);

            assertThat(results).isEqualTo(cases.stream().map(Closure::expected).toList());
            assertThat(fresh.output()).isEmpty();
        }
    }

    private static final long PID = SnapshotCases.pid();

    private interface Shape {
        String SQUARE = String.valueOf("square ");

        String name();
    }

    private static final class Square implements Shape {
        private final double area;

        Square(double area) {
            this.area = area;
        }

        @Override
        public String name() {
            return SQUARE + area;
        }
    }

    private enum Color {
        RED,
        GREEN;

        private static final List<Color> ALL = List.of(values());

        String other() {
            return " " + ALL.get(0);
        }
    }
}
