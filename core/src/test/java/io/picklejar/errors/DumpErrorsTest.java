package io.picklejar.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.policy.ClassRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What cannot be pickled, and what is said about it. */
@SuppressWarnings({"InfiniteRecursion", "UnnecessaryLambda"})
final class DumpErrorsTest {
    private static final String THREAD =
            "cannot pickle a java.lang.Thread: a thread runs in one JVM only at %s; start it where it is needed, make the"
                    + " field transient, or replace it with PickleJar.builder().onUnpicklable [live-resource]";

    private static Object stuck = "fine";

    private static PicklingException failure(Object value) {
        return failure(PickleJar.standard(), value);
    }

    private static PicklingException failure(PickleJar jar, Object value) {
        try {
            jar.dumps(value);
        } catch (PicklingException e) {
            return e;
        }
        throw new AssertionError("was pickled");
    }

    @Test
    void liveResourceAtTheRoot() {
        PicklingException failure = failure(new Thread("never started"));

        assertThat(failure).hasMessage(THREAD, "$");
        assertThat(failure.problem()).isEqualTo(Problem.LIVE_RESOURCE);
        assertThat(failure.path()).hasToString("$");
        assertThat(failure.advice())
                .isEqualTo("start it where it is needed, make the field transient, or replace it with"
                        + " PickleJar.builder().onUnpicklable");
    }

    @Test
    void pathNamesTheCapturedArgumentAndItsField() {
        Connected connected = new Connected();
        Supplier<Object> lambda = () -> connected.conn;

        assertThat(failure(lambda)).hasMessage(THREAD, "$~0.conn");
    }

    @Test
    void pathNamesTheFieldOfThis() {
        assertThat(failure(new Connected().reader())).hasMessage(THREAD, "$~0.conn");
        assertThat(failure(PickleJar.builder().byValue(ClassRule.localCode()).build(), new Connected().reader()))
                .hasMessage(THREAD, "$~0.conn");
    }

    @Test
    void pathNamesTheMapKey() {
        assertThat(failure(new TreeMap<>(Map.of("good", 1, "stuck", new Thread("never started")))))
                .hasMessage(THREAD, "${\"stuck\"}");
        assertThat(failure(Map.of("stuck", new Thread("never started")))).hasMessage(THREAD, "${\"stuck\"}");
    }

    @Test
    void pathNamesTheElement() {
        Object stuckThread = new Thread("never started");
        assertThat(failure(new Object[] {1, List.of(), stuckThread})).hasMessage(THREAD, "$[2]");
        assertThat(failure(new ArrayList<>(List.of(1, stuckThread)))).hasMessage(THREAD, "$[1]");
        assertThat(failure(List.of(1, stuckThread))).hasMessage(THREAD, "$[1]");
    }

    @Test
    void pathNamesTheRecordComponentAndTheOptional() {
        assertThat(failure(new Pair("left", Optional.of(new Thread("never started")))))
                .hasMessage(THREAD, "$.right.value");
    }

    @Test
    void pathNamesTheStatic() {
        stuck = new Thread("never started");
        try {
            Supplier<Object> lambda = () -> stuck;
            PickleJar jar = PickleJar.builder().byValue(ClassRule.localCode()).build();
            assertThat(failure(jar, lambda))
                    .hasMessage(THREAD, "<statics of " + DumpErrorsTest.class.getName() + ">.stuck");
        } finally {
            stuck = "fine";
        }
    }

    @Test
    void pathGoesThroughAllOfThese() throws IOException {
        try (Socket socket = new Socket()) {
            Supplier<Object> lambda = () -> socket;
            assertThat(failure(new Pair(Map.of("stages", new Object[] {0, lambda}), null)))
                    .hasMessage(
                            "cannot pickle a java.net.Socket: a connection of this JVM at $.left{\"stages\"}[1]~0; open it where it"
                                    + " is used, make the field transient, or replace it with PickleJar.builder().onUnpicklable"
                                    + " [live-resource]");
        }
    }

    @Test
    void throwingHookIsTheCause() {
        assertThatThrownBy(() -> CloudPickle.dumps(new Object[] {new Throwing()}))
                .isInstanceOfSatisfying(PicklingException.class, e -> {
                    assertThat(e.problem()).isEqualTo(Problem.HOOK_FAILED);
                    assertThat(e.path()).hasToString("$[0]");
                    assertThat(e)
                            .hasMessage(Throwing.class.getName() + " failed to write itself:"
                                    + " java.lang.IllegalStateException: not now at $[0]; mend its serialization hooks,"
                                    + " or register a Reducer for it [hook-failed]")
                            .hasCauseInstanceOf(IllegalStateException.class);
                });
    }

    @Test
    void throwingReducerIsTheCause() {
        PickleJar jar = PickleJar.builder()
                .reducer(Pair.class, (pair, context) -> {
                    throw new IllegalStateException("reducer");
                })
                .reducerOverride((value, context) -> {
                    if (value instanceof Thread) {
                        throw new ClassCastException("override");
                    }
                    return null;
                })
                .build();

        assertThat(failure(jar, List.of(new Thread("never started"))))
                .hasMessage("taking the object apart failed: java.lang.ClassCastException: override at $[0]; mend the"
                        + " reducer, hook or collection that threw [hook-failed]")
                .hasCauseInstanceOf(ClassCastException.class);
    }

    @Test
    void errorOfAHookIsNotHidden() {
        assertThatThrownBy(() -> CloudPickle.dumps(new Broken()))
                .isInstanceOf(LinkageError.class)
                .hasMessage("broken");
        assertThat(CloudPickle.<String>loads(CloudPickle.dumps("healthy"))).isEqualTo("healthy");
    }

    @Test
    void reducerRefusesInItsOwnWords() {
        PickleJar jar = PickleJar.builder()
                .reducer(Connected.class, (value, context) -> {
                    throw context.refuse("a connection", "capture its address");
                })
                .build();

        assertThat(failure(jar, List.of(new Connected())))
                .hasMessage("a connection at $[0]; capture its address [live-resource]");
    }

    @Test
    void failedDumpLeavesNothingInTheStream() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CloudPickle.dump("first", out);
        int size = out.size();

        assertThatThrownBy(() -> CloudPickle.dump(new Object[] {"x".repeat(100_000), new Thread()}, out))
                .isInstanceOf(PicklingException.class);

        assertThat(out.size()).isEqualTo(size);
    }

    @Test
    void nullsOfTheCallerAreTheCallersFault() {
        assertThatThrownBy(() -> PickleJar.builder().byValue(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> PickleJar.builder().limits(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CloudPickle.loads((byte[]) null)).isInstanceOf(NullPointerException.class);
    }

    private record Pair(Object left, Object right) {}

    private static final class Connected {
        private final Thread conn = new Thread("never started");

        Supplier<Object> reader() {
            return () -> conn;
        }
    }

    @SuppressWarnings("serial")
    private static final class Throwing implements Serializable {
        private Object writeReplace() {
            throw new IllegalStateException("not now");
        }
    }

    @SuppressWarnings("serial")
    private static final class Broken implements Serializable {
        private void writeObject(ObjectOutputStream out) {
            throw new LinkageError("broken");
        }
    }
}
