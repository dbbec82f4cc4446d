package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.lambdas.LambdaKind;
import io.picklejar.lambdas.LambdaKinds;
import io.picklejar.testkit.Worker;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of lambda and method reference, run in JVMs that have none of its classes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LambdaKindsInOtherJvmTest {
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

    static List<LambdaKind> kinds() {
        return LambdaKinds.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void runsThere(LambdaKind kind) {
        byte[] pickle = worker.jar().dumps(new Object[] {kind.call(), kind.lambda()});

        assertThat(worker.<Object>run(pickle)).isEqualTo(kind.call(kind.lambda()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void runsInAThirdJvm(LambdaKind kind) {
        byte[] relayed = worker.echoPickle(worker.jar().dumps(new Object[] {kind.call(), kind.lambda()}));

        assertThat(relay.<Object>run(relayed)).isEqualTo(kind.call(kind.lambda()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void runsHereWhenItCameBack(LambdaKind kind) {
        byte[] back = worker.echoPickle(worker.jar().dumps(new LambdaKind(kind.name(), kind.lambda(), kind.call())));

        LambdaKind copy = worker.jar().loads(back);

        assertThat(copy.call(copy.lambda())).isEqualTo(kind.call(kind.lambda()));
    }
}
