package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Objects that are compared by identity with a constant. */
final class SentinelsTest {
    /** The constant is in the class. */
    private static final class Missing {
        static final Missing ONE = new Missing();
        static final Missing OTHER = new Missing();
    }

    /** The constant is in the class around, and of an interface. */
    private interface Marker {}

    private static final class Lonely implements Marker {}

    private static final Marker MARKER = new Lonely();

    /** Has state: another object with the same constant may differ. */
    private static final class Settings {
        static final Settings DEFAULT = new Settings();
        private final List<String> names = new ArrayList<>();
    }

    /** Of a class that says nothing. */
    private static final Object ANY = new Object();

    private static final List<String> NAMES = new ArrayList<>(List.of("a"));

    private static <T> T copy(T value) {
        return CloudPickle.loads(CloudPickle.dumps(value));
    }

    @Test
    void constantOfItsOwnClassIsItself() {
        assertThat(copy(Missing.ONE)).isSameAs(Missing.ONE);
        assertThat(copy(List.of(Missing.OTHER, Missing.ONE))).containsExactly(Missing.OTHER, Missing.ONE);
        assertThat(copy(new Missing())).isNotSameAs(Missing.ONE).isNotSameAs(Missing.OTHER);
    }

    @Test
    void constantOfTheClassAroundIsItself() {
        assertThat(copy(MARKER)).isSameAs(MARKER);
        assertThat(copy(new Lonely())).isNotSameAs(MARKER);
    }

    @Test
    void objectWithStateIsCopied() {
        Settings copy = copy(Settings.DEFAULT);

        assertThat(copy).isNotSameAs(Settings.DEFAULT);
        assertThat(copy.names).isEqualTo(Settings.DEFAULT.names).isNotSameAs(Settings.DEFAULT.names);
    }

    @Test
    void constantsOfOtherClassesAreAnnounced() {
        PickleJar jar = PickleJar.builder()
                .sentinelsOf(SentinelsTest.class, Settings.class)
                .build();

        assertThat(copy(ANY)).isNotSameAs(ANY);
        assertThat(jar.<Object>loads(jar.dumps(ANY))).isSameAs(ANY);
        assertThat(jar.<Object>loads(jar.dumps(Settings.DEFAULT))).isSameAs(Settings.DEFAULT);
        assertThat(jar.<List<Object>>loads(jar.dumps(List.of(NAMES, new ArrayList<>(NAMES)))))
                .satisfies(list -> assertThat(list.get(0)).isSameAs(NAMES))
                .satisfies(list -> assertThat(list.get(1)).isNotSameAs(NAMES));
    }

    /** The lambda's code compares what it captured with the constant of the shipped class. */
    @Test
    void shippedCodeFindsItsSentinel() {
        Supplier<Boolean> script = RunScript.runScript("""
                public class Polling {
                    static final class Poison {
                        static final Poison PILL = new Poison();
                    }
                    public static java.util.function.Supplier<Boolean> run() {
                        Object captured = Poison.PILL;
                        return () -> captured == Poison.PILL;
                    }
                }
                """);

        try (Worker worker = Worker.start()) {
            Callable<Boolean> call = script::get;
            assertThat(worker.call(call)).isTrue();
            Function<Object, String> describe = value -> value == Thread.State.NEW ? "same" : "other";
            assertThat(worker.call(describe, Thread.State.NEW)).isEqualTo("same");
            assertThat(CloudPickle.<Object>loads(worker.echoPickle(worker.jar().dumps(Missing.ONE))))
                    .isSameAs(Missing.ONE);
        }
    }

    @Test
    void nullIsNoHolder() {
        assertThatThrownBy(() -> PickleJar.builder().sentinelsOf((Class<?>) null))
                .isInstanceOf(NullPointerException.class);
    }
}
