package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.roundtrip.Value;
import io.picklejar.roundtrip.Values;
import io.picklejar.testkit.Worker;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of value through JVMs that have none of its classes, and back to the classes it came from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ValuesInOtherJvmTest {
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

    /** SLF4J is not there. */
    static List<Value> values() {
        return Values.all().stream()
                .filter(value -> !value.name().startsWith("SLF4J"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("values")
    void thereAndBackTwice(Value value) {
        Object original = value.make();
        byte[] pickle = worker.jar().dumps(original);

        value.check().compare(original, worker.jar().loads(worker.echoPickle(pickle)));
        value.check().compare(original, worker.jar().loads(worker.echoPickle(pickle)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void fromThereToAThirdJvmAndBack(Value value) {
        Object original = value.make();
        byte[] pickle = worker.jar().dumps(original);

        byte[] relayed = relay.echoPickle(worker.echoPickle(pickle));

        value.check().compare(original, worker.jar().loads(relayed));
    }

    @Test
    void allValuesInOnePickleToAFreshJvm() {
        List<Value> values = values();
        Object[] originals = values.stream().map(Value::make).toArray();
        try (Worker fresh = Worker.start()) {
            Object[] copies = fresh.jar().loads(fresh.echoPickle(fresh.jar().dumps(originals)));

            for (int i = 0; i < originals.length; i++) {
                values.get(i).check().compare(originals[i], copies[i]);
            }
            assertThat(fresh.output()).isEmpty();
        }
    }
}
