package io.picklejar.statics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.Statics;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Worker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which mode counts for which class, and what the modes do differently. */
@SuppressWarnings("UnnecessaryLambda")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StaticsModeTest {
    private static final int OTHER_JDK = Runtime.version().feature() == 17 ? 25 : 17;
    private static final String LOG = "io.picklejar.statics.initialized";
    private static final long HERE = SnapshotCases.pid();

    private Worker worker;
    private Worker relay;
    private PickleJar overlay;
    private PickleJar snapshot;

    @BeforeAll
    void start() {
        worker = Worker.start();
        relay = Worker.start();
        overlay = worker.jar();
        snapshot = overlay.toBuilder().statics(Statics.SNAPSHOT).build();
    }

    @AfterAll
    void stop() {
        try (Worker first = worker;
                Worker second = relay) {
            assertThat(first.output() + second.output()).isEmpty();
        }
    }

    @Test
    void initializersRunInOverlayAndNotInSnapshot() {
        Loud loud = new Loud();

        assertThat(worker.<String>call(snapshot, () -> loud.log() + " " + System.getProperty(LOG)))
                .isEqualTo("here null");
        assertThat(worker.<String>call(overlay, () -> loud.log() + " " + System.getProperty(LOG)))
                .isEqualTo("here here");
    }

    @Test
    void finalsAreOfTheReceiverInOverlayAndOfTheOriginInSnapshot() {
        assertThat(worker.<Long>call(overlay, () -> First.PID)).isNotEqualTo(HERE);
        assertThat(worker.<Long>call(snapshot, () -> First.PID)).isEqualTo(HERE);
    }

    @Test
    void theClosestRuleDecides() {
        PickleJar mixed = overlay.toBuilder()
                .statics(ClassRule.packageName("io.picklejar.statics"), Statics.SNAPSHOT)
                .statics(ClassRule.className(Second.class.getName()), Statics.OVERLAY)
                .build();
        PickleJar reversed = overlay.toBuilder()
                .statics(Statics.SNAPSHOT)
                .statics(ClassRule.className(First.class.getName()), Statics.OVERLAY)
                .build();
        Supplier<List<Long>> pids = () -> List.of(First.PID, Second.PID);

        List<Long> there = worker.run(mixed.dumps(pids));
        assertThat(there.get(0)).isEqualTo(HERE);
        assertThat(there.get(1)).isNotEqualTo(HERE);
        there = worker.run(reversed.dumps(pids));
        assertThat(there.get(0)).isNotEqualTo(HERE);
        assertThat(there.get(1)).isEqualTo(HERE);
    }

    @Test
    void theModeIsPartOfTheId() {
        Supplier<Long> pid = () -> First.PID;
        Supplier<String> stateless = () -> "no statics";

        assertThat(PickleJar.unitsIn(snapshot.dumps(pid))).isNotEqualTo(PickleJar.unitsIn(overlay.dumps(pid)));
        assertThat(PickleJar.unitsIn(snapshot.dumps(new Loud())))
                .isNotEqualTo(PickleJar.unitsIn(overlay.dumps(new Loud())));
        assertThat(PickleJar.unitsIn(snapshot.dumps(stateless))).isEqualTo(PickleJar.unitsIn(overlay.dumps(stateless)));
    }

    @Test
    void aRelayKeepsTheModeAndSendsWhatTheValuesAreNow() {
        Counting counting = new Counting();
        int handle = worker.load(snapshot.dumps(counting));
        worker.<Integer>run(snapshot.dumps(new Object[] {(Supplier<Integer>) counting::next}));

        byte[] relayed = worker.dump(handle);

        assertThat(relay.<String>run(relayed)).isEqualTo("1 " + HERE);
        assertThat(snapshot.<Counting>loads(relayed)).isInstanceOf(Counting.class);
        assertThat(Counting.number).isZero();
    }

    @Test
    void whatCannotTravelIsNamed() {
        assertThatThrownBy(() -> snapshot.dumps((Supplier<Object>) () -> Unpicklable.VALUE))
                .hasMessage("cannot pickle a java.lang.Thread: a thread runs in one JVM only at <statics of "
                        + Unpicklable.class.getName()
                        + ">.VALUE; start it where it is needed, make the field transient, or replace it with"
                        + " PickleJar.builder().onUnpicklable [live-resource]");
        assertThatThrownBy(() -> snapshot.dumps(Stateful.ONE))
                .hasMessageContaining(" at <statics of " + Stateful.class.getName() + ">.ONE.thread; ");
    }

    @Test
    void aClassWhoseInitializerFailsIsNamed() {
        assertThatThrownBy(() -> snapshot.dumps((Supplier<Object>) () -> Failing.VALUE))
                .hasMessage("the static initializer of " + Failing.class.getName()
                        + " failed: java.lang.NumberFormatException: For input string: \"none\" at <statics of "
                        + Failing.class.getName() + ">.VALUE; mend it, or do not use the class in shipped code"
                        + " [hook-failed]");
    }

    @Test
    void theOtherJdkGetsTheSame() {
        Worker.Builder builder = Worker.builder()
                .jdk(JdkHomes.ofVersion(OTHER_JDK)
                        .orElseGet(() -> Assumptions.abort("there is no JDK " + OTHER_JDK + " on this machine")));
        for (String access : List.of("auto", "none")) {
            try (Worker other =
                    builder.jvmArgument("-Dio.picklejar.access=" + access).start()) {
                Map<String, Object> there = new TreeMap<>();
                Map<String, Object> expected = new TreeMap<>();
                SnapshotCases.all().forEach(each -> {
                    expected.put(each.name(), each.expected());
                    there.put(each.name(), other.run(snapshot.dumps(each.make())));
                });

                assertThat(there).isEqualTo(expected);
                assertThat(other.output()).isEmpty();
            }
        }
    }

    private static final class Loud {
        static {
            System.setProperty(LOG, "here");
        }

        private static final String TEXT = System.getProperty(LOG);

        String log() {
            return TEXT;
        }
    }

    private static final class First {
        static final long PID = SnapshotCases.pid();

        private First() {}
    }

    private static final class Second {
        static final long PID = SnapshotCases.pid();

        private Second() {}
    }

    private static final class Counting implements Supplier<String> {
        private static final long PID = SnapshotCases.pid();
        private static int number;

        int next() {
            return ++number;
        }

        @Override
        public String get() {
            return number + " " + PID;
        }
    }

    private static final class Unpicklable {
        static final Thread VALUE = new Thread("never started");

        private Unpicklable() {}
    }

    private enum Stateful {
        ONE;

        @SuppressWarnings({"unused", "ImmutableEnumChecker"})
        private final Thread thread = new Thread("never started");
    }

    private static final class Failing {
        static final int VALUE = Integer.parseInt("none");

        private Failing() {}
    }
}
