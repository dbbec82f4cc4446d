package io.picklejar.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When two loads give the same class. The receivers are reference loaders of their own within this JVM. */
@SuppressWarnings("UnnecessaryLambda")
final class UnitIdentityTest {
    private static final PickleJar ORIGIN = PickleJar.builder()
            .byValue(ClassRule.packageName("io.picklejar.identity"))
            .build();

    private static int counter;

    private static PickleJar receiver() {
        return PickleJar.builder()
                .classLoader(new ClassLoader(ClassLoader.getPlatformClassLoader()) {})
                .build();
    }

    @Test
    void onePayloadLoadedTwiceGivesOneClass() {
        byte[] pickle = ORIGIN.dumps(new Type("a"));
        PickleJar receiver = receiver();

        Object first = receiver.loads(pickle);
        Object second = receiver.loads(pickle);

        assertThat(first).isNotInstanceOf(Type.class).isNotSameAs(second);
        assertThat(first.getClass()).isSameAs(second.getClass());
        assertThat(first.getClass().getName()).isEqualTo(Type.class.getName());
    }

    @Test
    void twoReferenceLoadersHaveTwoClasses() {
        byte[] pickle = ORIGIN.dumps(new Type("a"));

        assertThat(receiver().loads(pickle).getClass())
                .isNotSameAs(receiver().loads(pickle).getClass());
    }

    @Test
    void payloadsAgreeOnTheTypesTheyShare() {
        byte[] left = ORIGIN.dumps(new Object[] {new Type("a"), new Left()});
        byte[] right = ORIGIN.dumps(new Object[] {new Right(), new Type("b")});
        PickleJar receiver = receiver();

        Object[] first = receiver.loads(left);
        Object[] second = receiver.loads(right);

        assertThat(first[0].getClass()).isSameAs(second[1].getClass());
    }

    @Test
    void theOriginGivesItsOwnClassBack() {
        Type original = new Type("a");

        Object copy = ORIGIN.loads(ORIGIN.dumps(original));

        assertThat(copy).isInstanceOf(Type.class).isNotSameAs(original);
    }

    @Test
    void copiesOfReceiversComeBackAsTheOriginal() {
        PickleJar receiver = receiver();
        Object there = receiver.loads(ORIGIN.dumps(new Type("a")));

        Object back = ORIGIN.loads(receiver.dumps(there));

        assertThat(back)
                .isInstanceOfSatisfying(
                        Type.class, type -> assertThat(type.name).isEqualTo("a"));
    }

    @Test
    void bytesAndIdsAreTheSameWhoeverPickles() {
        byte[] pickle = ORIGIN.dumps(new Type("a"));
        PickleJar receiver = receiver();

        byte[] again = receiver.dumps(receiver.loads(pickle));

        assertThat(PickleJar.unitsIn(again))
                .isEqualTo(PickleJar.unitsIn(pickle))
                .isNotEmpty();
        assertThat(again).isEqualTo(pickle);
    }

    @Test
    void holdersArePerPayloadUnlessShared() {
        counter = 0;
        byte[] pickle = ORIGIN.dumps(counting());
        PickleJar perPayload = receiver();
        PickleJar shared = perPayload.toBuilder().isolation(Isolation.SHARED).build();

        Supplier<Integer> first = perPayload.loads(pickle);
        Supplier<Integer> second = perPayload.loads(pickle);

        assertThat(List.of(first.get(), first.get(), second.get())).containsExactly(1, 2, 1);
        assertThat(counter).isZero();
        assertThat(shared.<Supplier<Integer>>loads(pickle).get()).isPositive();
    }

    @Test
    void holdersWithoutStateAreOneClassIfShared() {
        byte[] pickle = ORIGIN.dumps((Supplier<String>) () -> "shared");
        PickleJar shared = receiver().toBuilder().isolation(Isolation.SHARED).build();

        Object first = shared.loads(pickle);
        Object second = shared.loads(pickle);

        assertThat(first.getClass().getClassLoader()).isSameAs(second.getClass().getClassLoader());
    }

    @Test
    void theFirstDefinitionOfATypeDecidesItsStatics() {
        PickleJar receiver = receiver();
        Stateful.value = "first";
        byte[] first = ORIGIN.dumps(new Stateful());
        Stateful.value = "second";
        byte[] second = ORIGIN.dumps(new Stateful());

        Object held = receiver.loads(first);

        assertThat(held).hasToString("first");
        assertThat(receiver.<Object>loads(second)).hasToString("first");
        assertThat(receiver().<Object>loads(second)).hasToString("second");
    }

    @Test
    void knownUnitsTravelAsAnIdAlone() {
        byte[] whole = ORIGIN.dumps(List.of(Type.class));
        Set<UnitId> units = PickleJar.unitsIn(whole);
        PickleJar brief = ORIGIN.toBuilder().knownUnits(units).build();
        byte[] record = brief.dumps(new Type("known"));
        PickleJar receiver = receiver();

        assertThat(PickleJar.unitsIn(record)).isEqualTo(units);
        assertThat(record.length).isLessThan(whole.length / 2);
        assertThatThrownBy(() -> receiver.loads(record))
                .isInstanceOf(UnpicklingException.class)
                .hasMessage("the pickle takes code unit " + units.iterator().next() + " for known, and it is not loaded"
                        + " here; load and keep the pickle that carries it first, through the same reference loader"
                        + " [missing-class]");
        List<Class<?>> held = receiver.loads(whole);
        assertThat(receiver.<Object>loads(record).getClass()).isSameAs(held.get(0));
    }

    @Test
    void threadsThatLoadAColdPayloadAtOnceGetOneClass() throws Exception {
        byte[] pickle = ORIGIN.dumps(new Object[] {new Type("a"), new Stateful()});
        int threads = 16;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 10; round++) {
                PickleJar receiver = receiver();
                CyclicBarrier start = new CyclicBarrier(threads);
                Callable<Object[]> load = () -> {
                    start.await();
                    return receiver.loads(pickle);
                };
                List<Future<Object[]>> loads = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    loads.add(pool.submit(load));
                }
                List<Class<?>> classes = new ArrayList<>();
                List<Object> texts = new ArrayList<>();
                for (Future<Object[]> each : loads) {
                    classes.add(each.get()[0].getClass());
                    texts.add(each.get()[1].toString());
                }
                assertThat(classes).containsOnly(classes.get(0));
                assertThat(texts).containsOnly(Stateful.value);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Supplier<Integer> counting() {
        return () -> ++counter;
    }

    private static final class Type {
        private final String name;

        Type(String name) {
            this.name = name;
        }
    }

    private static final class Left {}

    private static final class Right {}

    private static final class Stateful {
        private static String value = "initial";

        @Override
        public String toString() {
            return value;
        }
    }
}
