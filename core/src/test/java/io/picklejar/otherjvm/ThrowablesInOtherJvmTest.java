package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.MissingClassException;
import io.picklejar.error.RemoteThrowable;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Throwables that arrive where their class is not. */
final class ThrowablesInOtherJvmTest {
    private static Worker worker;

    static class OrderException extends Exception {
        private static final long serialVersionUID = 1L;

        OrderException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static final class LateOrderException extends OrderException {
        private static final long serialVersionUID = 1L;

        private final List<String> orders = List.of("a", "b");

        LateOrderException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @SuppressWarnings("UnusedVariable")
    static final class WithForeignField extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final Missing missing = new Missing();
    }

    static final class Missing implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @BeforeAll
    static void start() {
        worker = Worker.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    private static LateOrderException exception() {
        LateOrderException exception = new LateOrderException(
                "order 17 is late", new OrderException(null, new IllegalStateException("inner")));
        exception.addSuppressed(new OrderException("suppressed", null));
        return exception;
    }

    private static String trace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void receiverWithTheClassGetsTheOriginalKind() {
        LateOrderException original = exception();
        LateOrderException copy = CloudPickle.loads(CloudPickle.dumps(original));

        assertThat(trace(copy)).isEqualTo(trace(original));
        assertThat(copy.orders).containsExactly("a", "b");
    }

    private static final class Describe implements Function<byte[], Map<String, Object>>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Map<String, Object> apply(byte[] pickle) {
            RemoteThrowable loaded = CloudPickle.loads(pickle);
            RemoteThrowable cause = (RemoteThrowable) loaded.getCause();
            return Map.of(
                    "class", loaded.className(),
                    "message", loaded.getMessage(),
                    "original message", loaded.originalMessage(),
                    "cause", cause.getMessage(),
                    "innermost", cause.getCause().toString(),
                    "suppressed", loaded.getSuppressed()[0].getMessage(),
                    "stack trace", loaded.getStackTrace());
        }
    }

    @Row("jvm_throwable_of_a_missing_class")
    @Test
    void receiverWithoutTheClassIsToldEverythingButTheFields() {
        LateOrderException original = exception();
        Map<String, Object> told = worker.call(new Describe(), CloudPickle.dumps(original));

        String prefix = ThrowablesInOtherJvmTest.class.getName() + "$";
        assertThat(told)
                .containsEntry("class", prefix + "LateOrderException")
                .containsEntry("message", prefix + "LateOrderException: order 17 is late (its class is missing here)")
                .containsEntry("original message", "order 17 is late")
                .containsEntry("cause", prefix + "OrderException (its class is missing here)")
                .containsEntry("innermost", "java.lang.IllegalStateException: inner")
                .containsEntry("suppressed", prefix + "OrderException: suppressed (its class is missing here)")
                .containsEntry("stack trace", original.getStackTrace());
    }

    /** It is an object like others by then. */
    @Row("jvm_throwable_of_a_missing_class")
    @Test
    void standInTravelsOn() {
        RemoteThrowable back = CloudPickle.loads(worker.echoPickle(CloudPickle.dumps(exception())));

        assertThat(back)
                .hasMessage(LateOrderException.class.getName() + ": order 17 is late (its class is missing here)")
                .hasStackTraceContaining("ThrowablesInOtherJvmTest.exception(");
        assertThat(back.getSuppressed()).hasSize(1);
        assertThat(back.originalMessage()).isEqualTo("order 17 is late");
    }

    @Test
    void byValueItIsTheOriginalKindEverywhere() {
        PickleJar jar = PickleJar.builder()
                .byValue(ClassRule.className(LateOrderException.class.getName()))
                .byValue(ClassRule.className(OrderException.class.getName()))
                .build();
        LateOrderException back = CloudPickle.loads(worker.echoPickle(jar.dumps(exception())));

        assertThat(back.orders).containsExactly("a", "b");
        assertThat(trace(back)).contains("order 17 is late", "suppressed", "inner");
    }

    @Test
    void failedFutureArrives() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(exception());
        CompletableFuture<String> back = CloudPickle.loads(worker.echoPickle(CloudPickle.dumps(failed)));

        assertThatThrownBy(back::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RemoteThrowable.class);
    }

    /** As long as something else needs the class, or another class, it is missing. */
    @Test
    void classThatIsNeededIsMissed() {
        assertThatThrownBy(() -> worker.load(CloudPickle.dumps(new Object[] {exception(), LateOrderException.class})))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(MissingClassException.class.getName())
                .hasMessageContaining("LateOrderException; put the jar");
        assertThatThrownBy(() -> worker.load(CloudPickle.dumps(new WithForeignField())))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(MissingClassException.class.getName())
                .hasMessageContaining("$Missing;");
    }
}
