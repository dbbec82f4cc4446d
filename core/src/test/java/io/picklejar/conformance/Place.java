package io.picklejar.conformance;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a pickle is loaded: in the JVM that made it, in a fresh one that has none of its classes, or in a warm one that
 * holds an earlier payload of the same classes; the latter two on each JDK that there is.
 *
 * <p>A round trip in one JVM proves nothing about reconstruction, since ids map back to the original classes
 * (cloudpickle#313): hence the other two.
 */
public final class Place {
    /** By value is what was loaded from directories, as the tests were, or dynamically. */
    public static final PickleJar JAR =
            PickleJar.builder().byValue(ClassRule.localCode()).build();

    /** By the names of their places. They are warm from one test to the next, and end with this JVM. */
    private static final Map<String, Worker> WARM = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> WARM.values().forEach(Worker::close)));
    }

    private enum Kind {
        SELF,
        FRESH,
        WARM
    }

    /**
     * What is done with a value at a place. Serializable, so that an origin without privilege can tell one lambda from the
     * other.
     */
    @FunctionalInterface
    public interface Task<T extends @Nullable Object, R extends @Nullable Object>
            extends Function<T, R>, Serializable {}

    private final Kind kind;
    private final String name;
    private final @Nullable Path jdk;
    private final List<String> jvmArguments;

    private Place(Kind kind, String name, @Nullable Path jdk, String... jvmArguments) {
        this.kind = kind;
        this.name = name;
        this.jdk = jdk;
        this.jvmArguments = List.of(jvmArguments);
    }

    /** All places: for {@code @MethodSource("io.picklejar.conformance.Place#all")}. */
    public static List<Place> all() {
        List<Place> places = new ArrayList<>(List.of(new Place(Kind.SELF, "self", null)));
        places.addAll(others());
        return places;
    }

    /** The places outside of this JVM. */
    public static List<Place> others() {
        List<Place> places = new ArrayList<>();
        // The suite that runs without privilege asks about this JVM; what receivers can do, the other one asks.
        boolean all = !"none".equals(System.getProperty("io.picklejar.access"));
        for (int feature : new int[] {17, 25}) {
            Optional<Path> jdk = JdkHomes.ofVersion(feature);
            if (all && jdk.isPresent()) {
                places.add(new Place(Kind.FRESH, "fresh JVM " + feature, jdk.get()));
                places.add(new Place(Kind.WARM, "warm JVM " + feature, jdk.get()));
            }
        }
        places.add(
                new Place(Kind.FRESH, "fresh JVM without privilege", JdkHomes.running(), "-Dio.picklejar.access=none"));
        return places;
    }

    /** Whether the pickle is loaded by the JVM that made it. */
    public boolean isSelf() {
        return kind == Kind.SELF;
    }

    /**
     * Sends the value there and calls the function on it there; both travel in one pickle. What the function returns comes
     * back the same way. A child JVM must not complain on its standard streams.
     */
    public <T extends @Nullable Object, R extends @Nullable Object> R run(T value, Task<T, R> function) {
        return run(JAR, value, function);
    }

    /** As {@link #run(Object, Task)}, dumped and loaded here by this jar. */
    public <T extends @Nullable Object, R extends @Nullable Object> R run(PickleJar jar, T value, Task<T, R> function) {
        byte[] pickle = jar.dumps(new Object[] {function, value});
        if (kind == Kind.SELF) {
            Object[] loaded = jar.loads(pickle);
            @SuppressWarnings("unchecked")
            Function<T, R> here = (Function<T, R>) loaded[0];
            @SuppressWarnings("unchecked")
            T argument = (T) loaded[1];
            return jar.loads(jar.dumps(here.apply(argument)));
        }
        if (kind == Kind.WARM) {
            Worker worker = WARM.computeIfAbsent(name, key -> start());
            int held = worker.load(pickle);
            worker.runPickle(pickle);
            R result = answer(worker, jar, pickle);
            worker.forget(held);
            return result;
        }
        try (Worker worker = start()) {
            return answer(worker, jar, pickle);
        }
    }

    private static <R extends @Nullable Object> R answer(Worker worker, PickleJar jar, byte[] pickle) {
        R result = jar.loads(worker.runPickle(pickle));
        String output = worker.output();
        if (!output.isEmpty()) {
            throw new AssertionError("the child JVM complained:\n" + output);
        }
        return result;
    }

    /** Sends the value there and back. */
    public <T extends @Nullable Object> T echo(T value) {
        return run(value, same -> same);
    }

    /** A child JVM of this place; fails for the place that is this JVM. */
    public Worker start() {
        return builder().start();
    }

    /** As {@link #start}, for more to be set. */
    Worker.Builder builder() {
        Worker.Builder builder = Worker.builder();
        if (jdk == null) {
            throw new IllegalStateException("this JVM is no child JVM");
        }
        builder.jdk(jdk);
        jvmArguments.forEach(builder::jvmArgument);
        return builder;
    }

    @Override
    public String toString() {
        return name;
    }
}
