package io.picklejar.statics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.Statics;
import io.picklejar.testkit.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Values laid over what static initializers set, and which of several pickles sets them. */
@SuppressWarnings({"UnnecessaryLambda", "ImmutableEnumChecker"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OverlayTest {
    private Worker worker;

    @BeforeAll
    void start() {
        worker = Worker.start();
    }

    @AfterAll
    void stop() {
        try (Worker ended = worker) {
            assertThat(ended.output()).isEmpty();
        }
    }

    private static PickleJar receiver() {
        return PickleJar.builder()
                .classLoader(new ClassLoader(ClassLoader.getPlatformClassLoader()) {})
                .build();
    }

    @Test
    void aClassThatNeverRanIsInitializedThere() {
        assertThat(worker.<String>call(() -> NeverRan.text)).isEqualTo("initial");
    }

    @Test
    void transientStaticsComeFresh() {
        Fresh.cache.add("of the origin");
        Fresh.text = "changed";

        assertThat(worker.<String>call(() -> Fresh.text + Fresh.cache)).isEqualTo("changed[]");
    }

    @Test
    void volatileAndInheritedStaticsTravel() {
        Derived.number = 5;

        assertThat(worker.<Integer>call(() -> Derived.number + Derived.next())).isEqualTo(11);
    }

    @Test
    void staticsReadInNestedLambdasTravel() {
        Fresh.text = "nested";
        Supplier<Function<String, Supplier<String>>> nested = () -> x -> () -> x + Fresh.text;

        assertThat(worker.<String>call(() -> nested.get().apply("is ").get())).isEqualTo("is nested");
    }

    @Test
    void enumsKeepTheirOwnState() {
        Answer.YES.count = 7;
        Answer.total = 8;

        assertThat(worker.<String>call(() -> Answer.YES.count + " " + Answer.total))
                .isEqualTo("0 8");
    }

    /** The class of the second pickle is in the unit that the first one brought, which did not bring its statics. */
    @Test
    void aClassThatAnEarlierPickleDidNotUseGetsItsStatics() {
        Pair.Right.text = "changed";
        for (Statics mode : Statics.values()) {
            PickleJar origin = worker.jar().toBuilder().statics(mode).build();
            PickleJar receiver = receiver();
            Object left = receiver.loads(origin.dumps(new Pair.Left()));

            Object right = receiver.loads(origin.dumps(new Pair.Right()));

            assertThat(left).hasToString("left");
            assertThat(right.getClass().getClassLoader())
                    .isSameAs(left.getClass().getClassLoader());
            assertThat(right).as(mode.name()).hasToString("right changed []");
        }
    }

    @Test
    void aFieldThatNoEarlierPickleBroughtGetsItsValueAndOthersKeepTheirs() {
        for (Statics mode : Statics.values()) {
            PickleJar origin = worker.jar().toBuilder().statics(mode).build();
            PickleJar receiver = receiver();
            Two.read = "first";
            Object held = receiver.loads(origin.dumps(new Two()));
            Two.read = "second";
            Two.unread = "second";

            Supplier<String> later = receiver.loads(origin.dumps((Supplier<String>) () -> {
                Object needed = new Two();
                return needed + " " + Two.unread;
            }));

            assertThat(held).as(mode.name()).hasToString("first");
            assertThat(later.get()).as(mode.name()).isEqualTo("first second");
            assertThat(Two.unread).isEqualTo("second");
        }
    }

    @Test
    void aFailedLoadTakesStaticsBack() {
        for (Statics mode : Statics.values()) {
            PickleJar origin = worker.jar().toBuilder().statics(mode).build();
            PickleJar receiver = receiver();
            Two.read = "held";
            Object held = receiver.loads(origin.dumps(new Two()));
            Two.unread = "of the failed pickle";
            Supplier<String> unread = () -> new Two() + " " + Two.unread;
            byte[] failing = origin.dumps(new Object[] {unread, new Explosive()});
            assertThatThrownBy(() -> receiver.loads(failing)).hasMessageContaining("exploded");
            Two.unread = "of the next one";

            Supplier<String> next = receiver.loads(origin.dumps(unread));

            assertThat(held).hasToString("held");
            assertThat(next.get()).as(mode.name()).isEqualTo("held of the next one");
        }
    }

    @Test
    void aListWithALambdaThatReadsItIsNoCycle() {
        Cyclic.all = List.of(() -> Cyclic.all.size());

        assertThat(worker.<Integer>call(Cyclic.all.get(0)::get)).isEqualTo(1);
        assertThat(worker.<Integer>run(worker.jar().dumps(Cyclic.all.get(0)))).isEqualTo(1);
    }

    @Test
    void theModeOfOneClassLeavesTheOthersAlone() {
        PickleJar jar = worker.jar().toBuilder()
                .statics(ClassRule.className(Fresh.class.getName()), Statics.SNAPSHOT)
                .build();

        assertThat(worker.<Boolean>call(jar, () -> Fresh.MADE.isEmpty() && NeverRan.text.equals("initial")))
                .isTrue();
    }

    private static final class NeverRan {
        static String text = String.valueOf("initial");

        private NeverRan() {}
    }

    private static final class Fresh {
        static final List<String> MADE = new ArrayList<>();
        static transient List<String> cache = new ArrayList<>();
        static String text = "initial";

        private Fresh() {}
    }

    private static class Base {
        static volatile int number = 1;

        static int next() {
            return number + 1;
        }
    }

    private static final class Derived extends Base {}

    private enum Answer {
        YES;

        static int total;
        private int count;
    }

    private static final class Pair {
        private Pair() {}

        private static final class Left {
            @Override
            public String toString() {
                return "left";
            }
        }

        private static final class Right {
            static final List<String> NAMES = new ArrayList<>();
            static String text = "initial";

            @Override
            public String toString() {
                return "right " + text + " " + NAMES;
            }
        }
    }

    private static final class Two {
        static String read = "initial";
        static String unread = "initial";

        @Override
        public String toString() {
            return read;
        }
    }

    private static final class Explosive implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            throw new IllegalStateException("exploded");
        }
    }

    private static final class Cyclic {
        static List<Supplier<Integer>> all = List.of();

        private Cyclic() {}
    }
}
