package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.roundtrip.Closure;
import io.picklejar.roundtrip.Closures;
import io.picklejar.testkit.Worker;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of closure, run in JVMs that have none of its classes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClosuresInOtherJvmTest {
    private Worker worker;
    private Worker relay;

    @BeforeAll
    void start() {
        worker = Worker.start();
        relay = Worker.start();
    }

    @AfterAll
    void stop() {
        try (Worker first = worker;
                Worker second = relay) {
            assertThat(first.output()).isEmpty();
            assertThat(second.output()).isEmpty();
        }
    }

    static List<Closure> closures() {
        return Closures.all();
    }

    @ParameterizedTest
    @MethodSource("closures")
    void runsThereTwice(Closure closure) {
        byte[] pickle = worker.jar().dumps(closure.make());

        assertThat(worker.<Object>run(pickle)).isEqualTo(closure.expected());
        assertThat(worker.<Object>run(pickle)).isEqualTo(closure.expected());
    }

    @ParameterizedTest
    @MethodSource("closures")
    void runsInAThirdJvm(Closure closure) {
        byte[] relayed = worker.echoPickle(worker.jar().dumps(closure.make()));

        assertThat(relay.<Object>run(relayed)).isEqualTo(closure.expected());
    }

    @ParameterizedTest
    @MethodSource("closures")
    void runsHereWhenItCameBack(Closure closure) {
        byte[] back = worker.echoPickle(worker.jar().dumps(closure.make()));

        assertThat(worker.jar().<Supplier<?>>loads(back).get()).isEqualTo(closure.expected());
    }

    @Test
    void allClosuresInOnePickleToAFreshJvm() {
        List<Closure> closures = closures();
        List<Supplier<?>> suppliers =
                closures.stream().<Supplier<?>>map(Closure::make).toList();
        try (Worker fresh = Worker.start()) {
            List<Object> results = fresh.<List<Supplier<?>>, List<Object>>call(
                    list -> list.stream().<Object>map(Supplier::get).toList(), suppliers);

            assertThat(results)
                    .isEqualTo(closures.stream().map(Closure::expected).toList());
            assertThat(fresh.output()).isEmpty();
        }
    }
}
