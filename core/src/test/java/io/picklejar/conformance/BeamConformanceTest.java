package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.Substitute;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Apache Beam's fork of cloudpickle has tests for. */
@SuppressWarnings({"UnnecessaryLambda", "LockNotBeforeTry", "serial", "unused"})
final class BeamConformanceTest {
    interface Code extends Supplier<Object>, Serializable {}

    @Row("jvm_beam_class_state_unchanged_by_later_loads")
    @Test
    void laterLoadsLeaveTheStateOfAClassAlone() {
        Class<?> script = RunScript.compile("""
                public class Script {
                    public static int total = 10;
                    public int add(int x) { total += x; return total; }
                    @Override public String toString() { return "total " + total; }
                    public static Object run() { return new Script(); }
                }
                """);
        byte[] pickle = CloudPickle.dumps(RunScript.<Object>call(script, "run"));
        PickleJar receiver = PickleJar.builder()
                .classLoader(new ClassLoader(getClass().getClassLoader()) {})
                .build();
        Object live = receiver.loads(pickle);
        assertThat(live).isNotInstanceOf(script).hasToString("total 10");
        changeTotal(live, 99);

        Object again = receiver.loads(pickle);

        assertThat(again.getClass()).isSameAs(live.getClass());
        assertThat(live).hasToString("total 99");
        assertThat(again).hasToString("total 99");
    }

    private static void changeTotal(Object object, int total) {
        try {
            object.getClass().getField("total").setInt(null, total);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no static total", e);
        }
    }

    private static UserJar settings(Path directory, String name, String value) {
        return UserJar.compile(directory.resolve(name), List.of(), """
                package user.lib;
                public class Settings {
                    public static String value = "%1$s";
                    public static String read() { return value; }
                    public static int compute(int x) { return x + %2$d; }
                }
                """.formatted(value, value.length()));
    }

    private static UserJar jobs(Path directory, UserJar settings) {
        return UserJar.compile(directory.resolve("jobs.jar"), List.of(settings), """
                package jobs;
                public class Jobs {
                    public interface Code extends java.util.function.Supplier<String>, java.io.Serializable {}
                    public interface Int extends java.util.function.Function<Integer, Integer>, java.io.Serializable {}
                    static String global = "global of the origin";
                    public static Object indirect() { return (Code) () -> global + ", " + user.lib.Settings.value; }
                    public static Object explicit() { return (Code) user.lib.Settings::read; }
                    public static Object compute() { return (Int) user.lib.Settings::compute; }
                }
                """);
    }

    private static Object call(ClassLoader loader, String method) throws ReflectiveOperationException {
        return UserJar.load(loader, "jobs.Jobs").getMethod(method).invoke(null);
    }

    @Row("jvm_beam_globals_by_value_and_by_reference")
    @Test
    void globalsTravelWithCodeByValueOnly(@TempDir Path directory) throws Exception {
        UserJar settings = settings(directory, "settings.jar", "of the receiver");
        UserJar jobs = jobs(directory, settings);
        try (var loader = UserJar.loader(settings, jobs);
                Worker worker =
                        Worker.builder().alsoOnClassPath(settings.path()).start()) {
            PickleJar jar = PickleJar.builder()
                    .classLoader(loader)
                    .byValue(ClassRule.packageName("jobs"))
                    .build();
            UserJar.load(loader, "user.lib.Settings").getField("value").set(null, "changed at the origin");

            assertThat(worker.<String>run(jar.dumps(call(loader, "indirect"))))
                    .isEqualTo("global of the origin, of the receiver");
            assertThat(worker.<String>run(jar.dumps(call(loader, "explicit")))).isEqualTo("of the receiver");
            PickleJar all =
                    jar.toBuilder().byValue(ClassRule.packageName("user.lib")).build();
            assertThat(worker.<String>run(all.dumps(call(loader, "indirect"))))
                    .isEqualTo("global of the origin, changed at the origin");
            assertThat(worker.<String>run(all.dumps(call(loader, "explicit")))).isEqualTo("changed at the origin");
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("jvm_beam_stable_code_identifier")
    @Test
    void namedMethodByReferenceIsTheReceiversOwn(@TempDir Path directory) throws Exception {
        UserJar before = settings(directory, "before.jar", "12345");
        UserJar after = settings(directory, "after.jar", "1234567890");
        UserJar jobs = jobs(directory, before);
        try (var loader = UserJar.loader(before, jobs);
                Worker worker = Worker.builder().alsoOnClassPath(after.path()).start()) {
            PickleJar stable = PickleJar.builder()
                    .classLoader(loader)
                    .byValue(ClassRule.packageName("jobs"))
                    .build();
            PickleJar frozen = stable.toBuilder()
                    .byValue(ClassRule.packageName("user.lib"))
                    .build();
            Object compute = call(loader, "compute");

            assertThat(worker.<Integer>run(stable.dumps(new Object[] {compute, 100})))
                    .isEqualTo(110);
            assertThat(worker.<Integer>run(frozen.dumps(new Object[] {compute, 100})))
                    .isEqualTo(105);
        }
    }

    private static Code locking() {
        ReentrantLock lock = new ReentrantLock();
        ReentrantReadWriteLock both = new ReentrantReadWriteLock();
        StampedLock stamped = new StampedLock();
        Semaphore semaphore = new Semaphore(2);
        Object monitor = new Object();
        lock.lock();
        return () -> {
            List<Object> states = new ArrayList<>(List.of(lock.isLocked()));
            synchronized (monitor) {
                lock.lock();
                both.writeLock().lock();
                states.add(lock.isHeldByCurrentThread());
                states.add(both.isWriteLockedByCurrentThread());
                states.add(stamped.tryWriteLock() != 0);
                states.add(semaphore.availablePermits());
                both.writeLock().unlock();
                lock.unlock();
            }
            return states;
        };
    }

    @Row("jvm_beam_locks")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void locksAreMadeAnewWhereThatIsAskedFor(Place place) {
        PickleJar fresh = Place.JAR.toBuilder()
                .onUnpicklable(Lock.class, Substitute.FRESH)
                .onUnpicklable(ReadWriteLock.class, Substitute.FRESH)
                .onUnpicklable(StampedLock.class, Substitute.FRESH)
                .onUnpicklable(
                        Semaphore.class, Substitute.by((Supplier<Semaphore> & Serializable) () -> new Semaphore(2)))
                .build();

        assertThat(place.<Code, Object>run(fresh, locking(), Supplier::get))
                .isEqualTo(List.of(false, true, true, true, 2));
    }

    /** Has a static that nobody can pickle. */
    private static final class Connections {
        private static Thread thread = new Thread("never started");

        private Connections() {}

        static String name() {
            return thread.getName();
        }
    }

    @Row("jvm_beam_unpicklable_static")
    @Test
    void unpicklableStaticOfByValueCodeIsNamed() {
        Code code = Connections::name;
        assertThat(code.get()).isEqualTo("never started");

        assertThatThrownBy(() -> Place.JAR.dumps(code))
                .isInstanceOf(PicklingException.class)
                .hasMessage("cannot pickle a java.lang.Thread: a thread runs in one JVM only at <statics of "
                        + Connections.class.getName()
                        + ">.thread; start it where it is needed, make the field transient, or replace it with"
                        + " PickleJar.builder().onUnpicklable [live-resource]");
    }

    @Row("jvm_beam_unpicklable_static")
    @Test
    void unpicklableStaticOfByReferenceCodeStaysWhereItIs(@TempDir Path directory) throws Exception {
        UserJar library = UserJar.compile(directory.resolve("library.jar"), List.of(), """
                package user.lib;
                public class Connections {
                    private static Thread thread = new Thread("of the library");
                    public static String name() { return thread.getName(); }
                }
                """);
        UserJar jobs = UserJar.compile(directory.resolve("jobs.jar"), List.of(library), """
                package jobs;
                public class Jobs {
                    public static Object run() {
                        return (java.util.function.Supplier<String> & java.io.Serializable)
                            () -> "thread " + user.lib.Connections.name();
                    }
                }
                """);
        try (var loader = UserJar.loader(library, jobs);
                Worker worker = Worker.builder().alsoOnClassPath(library.path()).start()) {
            PickleJar jar = PickleJar.builder()
                    .classLoader(loader)
                    .byValue(ClassRule.packageName("jobs"))
                    .build();

            assertThat(worker.<String>run(jar.dumps(call(loader, "run")))).isEqualTo("thread of the library");
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("jvm_beam_set_order")
    @Test
    void orderOfInsertionDoesNotChangeTheBytes() {
        PickleJar canonical = PickleJar.builder().deterministic(true).build();
        // Equal hash codes, so that the order of insertion is that of iteration.
        List<String> colliding = List.of("AaAa", "BBBB", "AaBB", "BBAa");
        List<String> reversed = List.of("BBAa", "AaBB", "BBBB", "AaAa");

        byte[] bytes = canonical.dumps(new HashSet<>(colliding));

        assertThat(canonical.dumps(new HashSet<>(reversed))).isEqualTo(bytes);
        assertThat(PickleJar.standard().dumps(new HashSet<>(reversed)))
                .isNotEqualTo(PickleJar.standard().dumps(new HashSet<>(colliding)));
    }

    @Row("jvm_beam_source_path")
    @Test
    void noPathOfTheOriginTravels(@TempDir Path directory) throws Exception {
        List<byte[]> pickles = new ArrayList<>();
        for (String place : List.of("here", "there")) {
            Path home = Files.createDirectory(directory.resolve(place));
            UserJar jobs = jobs(home, settings(home, "settings.jar", "value"));
            try (var loader = UserJar.loader(jobs, new UserJar(home.resolve("settings.jar")))) {
                PickleJar jar = PickleJar.builder()
                        .classLoader(loader)
                        .byValue(ClassRule.packageName("jobs"))
                        .build();
                pickles.add(jar.dumps(call(loader, "indirect")));
            }
        }

        assertThat(pickles.get(0)).isEqualTo(pickles.get(1));
        assertThat(new String(pickles.get(0), StandardCharsets.ISO_8859_1))
                .contains("Jobs.java")
                .doesNotContain(directory.toString())
                .doesNotContain("here/");
    }
}
