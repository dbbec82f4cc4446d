package io.picklejar.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Workers on each of the two JDKs that the machine has. They have PickleJar, the libraries they were given, and nothing
 * of what the origin compiled.
 */
final class Receivers implements AutoCloseable {
    private final List<Worker> workers;
    private final PickleJar jar;

    private Receivers(List<Worker> workers, PickleJar jar) {
        this.workers = workers;
        this.jar = jar;
    }

    /** Workers that have these libraries. */
    static Receivers with(Path... libraries) {
        return new Receivers(
                Stream.of(17, 25)
                        .flatMap(version -> JdkHomes.ofVersion(version).stream())
                        .map(home -> start(home, libraries))
                        .toList(),
                PickleJar.standard());
    }

    private static Worker start(Path jdk, Path... libraries) {
        Worker.Builder builder = Worker.builder().jdk(jdk);
        Arrays.stream(libraries).forEach(builder::alsoOnClassPath);
        return builder.start();
    }

    /** The same workers, for pickles of this jar. */
    Receivers pickledBy(PickleJar other) {
        return new Receivers(workers, other);
    }

    /**
     * The function gives this result at each worker, when it comes first and when its code is there already, and at the
     * origin after the way there and back; nobody prints a warning.
     */
    void assertRuns(@Nullable Object expected, Object function, @Nullable Object... arguments) {
        List<@Nullable Object> call = new ArrayList<>(List.of(function));
        call.addAll(Arrays.asList(arguments));
        byte[] pickle = jar.dumps(call.toArray());
        byte[] alone = jar.dumps(function);
        for (Worker worker : workers) {
            assertThat(worker.<@Nullable Object>run(pickle)).as("cold").isEqualTo(expected);
            assertThat(worker.<@Nullable Object>run(pickle)).as("warm").isEqualTo(expected);
            Object home = jar.loads(worker.echoPickle(alone));
            assertThat(Functions.call(home, arguments)).as("back home").isEqualTo(expected);
            assertThat(worker.output()).isEmpty();
        }
    }

    /** The object is refused by each worker with this message, its own name for its class loader left out. */
    void assertRefused(String expected, Object object) {
        byte[] pickle = jar.dumps(object);
        for (Worker worker : workers) {
            assertThatThrownBy(() -> worker.load(pickle))
                    .isInstanceOfSatisfying(
                            WorkerException.class,
                            e -> assertThat(e.remoteMessage().replaceAll("\\(\\S+@\\w+\\)", "(loader)"))
                                    .isEqualTo(expected));
        }
    }

    /** What came back from the first worker. */
    Object echo(Object object) {
        return jar.loads(workers.get(0).echoPickle(jar.dumps(object)));
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
