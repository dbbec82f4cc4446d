package io.picklejar.unprivileged;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.testkit.Worker;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is said where nobody can tell a lambda's method. */
@SuppressWarnings("UnnecessaryLambda")
final class LambdaMessagesTest {
    private static final String REMEDIES = "start the JVM with -javaagent:picklejar-agent.jar, or without"
            + " -Dio.picklejar.access=none and with --add-opens java.base/java.lang.invoke=ALL-UNNAMED, which is"
            + " Add-Opens: java.base/java.lang.invoke in the manifest of its main jar; or make the functional interface"
            + " Serializable, as the cast to (Supplier<String> & Serializable) does; or use a named class"
            + " [lambda-not-recovered]";

    @Test
    void ambiguousLambdaNamesAllRemedies() {
        assertThat(messageOf(() -> Alike.lambda(true)))
                .isEqualTo("the method that lambda " + Alike.class.getName()
                        + "$$Lambda runs cannot be told: 2 call sites" + " of " + Alike.class.getName()
                        + " fit, and the access tier is none at $[0]; " + REMEDIES);
    }

    @Test
    void capturedValueOutOfReachNamesAllRemedies() {
        Predicate<String> empty = String::isEmpty;

        assertThat(messageOf(() -> empty.negate()))
                .isEqualTo("captured value 0 of lambda java.util.function.Predicate$$Lambda cannot be read at $[0]; "
                        + REMEDIES);
    }

    /** The message without the lambda's number, which differs from JVM to JVM. */
    private static String messageOf(Supplier<Object> made) {
        try (Worker worker =
                Worker.builder().jvmArgument("-Dio.picklejar.access=none").start()) {
            String message = worker.call(() -> {
                try {
                    return "pickled as " + PickleJar.standard().dumps(new Object[] {made.get()}).length + " bytes";
                } catch (PicklingException e) {
                    return e.getMessage();
                }
            });
            assertThat(worker.output()).isEmpty();
            return message.replaceAll("\\$\\$Lambda[$/\\w.]*", "\\$\\$Lambda");
        }
    }

    private static final class Alike {
        static Supplier<String> lambda(boolean first) {
            return first ? () -> "first" : () -> "second";
        }
    }
}
