package io.picklejar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.Substitute;
import io.picklejar.reduce.Reduction;
import io.picklejar.testkit.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What takes the place of objects that shall not travel. */
final class SubstituteTest {
    /** Holds what a library would hold. */
    static final class Client {
        final String name;

        @Nullable
        Object connection;

        @Nullable
        Object cache = new ArrayList<>(List.of("cached"));

        Client(String name) {
            this.name = name;
        }

        Client() {
            this("made fresh");
        }
    }

    private static PickleJar.Builder jar() {
        return PickleJar.builder();
    }

    @SuppressWarnings("unchecked")
    private static <T> T through(PickleJar jar, T value) {
        return jar.loads(jar.dumps(value));
    }

    @Test
    void nullTakesThePlaceWhereverTheObjectIs() {
        PickleJar jar = jar().onUnpicklable(Thread.class, Substitute.NULL).build();
        Client client = new Client("c");
        client.connection = new Thread();
        Thread captured = new Thread();
        Supplier<@Nullable Object> lambda = () -> captured;

        assertThat(through(jar, client).connection).isNull();
        assertThat(through(jar, client).name).isEqualTo("c");
        assertThat(through(jar, lambda).get()).isNull();
        assertThat(through(jar, new Object[] {captured, "x"})).containsExactly(null, "x");
        assertThat(through(jar, new ArrayList<Object>(List.of(captured)))).containsExactly((Object) null);
    }

    @Test
    void freshIsMadeAtTheReceiverOnceForEachObject() {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        ThreadLocal<Integer> local = ThreadLocal.withInitial(() -> 5);
        PickleJar jar = jar().onUnpicklable(Lock.class, Substitute.FRESH)
                .onUnpicklable(ThreadLocal.class, Substitute.FRESH)
                .onUnpicklable(Client.class, Substitute.FRESH)
                .build();

        Object[] copy = through(jar, new Object[] {lock, lock, new ReentrantLock(), local, new Client("c")});

        assertThat(((ReentrantLock) copy[0]).isLocked()).isFalse();
        assertThat(copy[1]).isSameAs(copy[0]);
        assertThat(copy[2]).isNotSameAs(copy[0]);
        assertThat(((ThreadLocal<?>) copy[3]).get()).isNull();
        assertThat(((Client) copy[4]).name).isEqualTo("made fresh");
    }

    @Test
    void aSupplierRunsAtTheReceiver() {
        Client client = new Client("c");
        client.connection = new Thread();
        PickleJar jar = jar().byValue(ClassRule.localCode())
                .onUnpicklable(
                        Thread.class,
                        Substitute.by(() -> "in JVM " + ProcessHandle.current().pid()))
                .build();
        try (Worker worker = Worker.start()) {
            Callable<Object> there = () -> List.of(
                    String.valueOf(client.connection), ProcessHandle.current().pid());
            List<?> said = (List<?>) worker.call(jar, there);
            assertThat(said.get(0)).isEqualTo("in JVM " + said.get(1));
        }
    }

    @Test
    void theNearestTypeCountsAndAReducerOfTheClassBeforeIt() {
        PickleJar jar = jar().onUnpicklable(Iterable.class, Substitute.NULL)
                .onUnpicklable(List.class, Substitute.by(() -> "a list"))
                .onUnpicklable(ArrayList.class, Substitute.by(() -> "an array list"))
                .build();
        PickleJar own = jar.toBuilder()
                .onUnpicklable(Client.class, Substitute.NULL)
                .reducer(Client.class, (client, context) -> Reduction.of(args -> "reduced " + args[0], client.name))
                .build();

        assertThat(through(jar, (Object) new ArrayList<>())).isEqualTo("an array list");
        assertThat(through(jar, (Object) List.of())).isEqualTo("a list");
        assertThat(through(jar, new Object[] {Set.of(1)})).containsExactly((Object) null);
        assertThatThrownBy(() -> jar().onUnpicklable(Object.class, Substitute.NULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("onUnpicklable(Object.class, …) would replace everything; name the types that shall not"
                        + " travel");
        assertThat(through(own, (Object) new Client("c"))).isEqualTo("reduced c");
        assertThat(through(jar, "text")).isEqualTo("text");
    }

    @Test
    void aFieldIsNamedByAPattern() {
        Client client = new Client("c");
        client.connection = new Thread();
        PickleJar jar = jar().onUnpicklable(Client.class.getName() + ".connection", Substitute.by(() -> "again"))
                .onUnpicklable("io.picklejar.*.cache", Substitute.NULL)
                .build();

        Client copy = through(jar, client);

        assertThat(copy.connection).isEqualTo("again");
        assertThat(copy.cache).isNull();
        assertThat(copy.name).isEqualTo("c");
        assertThat(client.cache).isEqualTo(List.of("cached"));
    }

    @Test
    void whatCannotBeReplacedIsRefusedWithItsPath() {
        PickleJar jar = jar().onUnpicklable(Thread.class, Substitute.FRESH)
                .onUnpicklable(Client.class, Substitute.ERROR)
                .onUnpicklable(StringBuilder.class, Substitute.ERROR)
                .onUnpicklable(Process.class, Substitute.FRESH)
                .build();

        assertThat(through(jar, List.<Object>of(new Thread("x"))).get(0)).isInstanceOf(Thread.class);
        assertThatThrownBy(() -> jar.dumps(List.of(new Client("c"))))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "cannot pickle a " + Client.class.getName() + ": the jar was told not to, by onUnpicklable at"
                                + " $[0]; leave it out of the object graph, or choose another Substitute [live-resource]");
        PickleJar noConstructor =
                jar().onUnpicklable(Integer[].class, Substitute.FRESH).build();
        assertThatThrownBy(() -> jar().onUnpicklable(java.util.UUID.class, Substitute.FRESH)
                        .build()
                        .dumps(List.of(new java.util.UUID(1, 2))))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "cannot make a fresh java.util.UUID: it has no constructor without parameters at $[0]; give a"
                                + " Substitute.by(supplier) [live-resource]");
        assertThat(through(noConstructor, new int[] {1})).containsExactly(1);
    }
}
