package io.picklejar.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.picklejar.PickleJar;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM that has PickleJar and nothing of the tests: what runs there came in a pickle.
 *
 * <pre>{@code
 * try (Worker worker = Worker.start()) {
 *     int base = 40;
 *     assertThat(worker.<Integer, Integer>call(x -> x + base, 2)).isEqualTo(42);
 *     assertThat(worker.output()).isEmpty();   // no warning either
 * }
 * }</pre>
 *
 * <p>The child loads with {@code PickleJar.standard()}; what needs other options there is a closure that builds its own
 * jar. It keeps what {@link #load} was given until {@link #forget}. Its standard streams are kept apart from the
 * protocol. Thread-safe, one request at a time. Fails with {@link WorkerException} if the work threw in the child, and
 * with {@link IllegalStateException}, which quotes the child's output, if the child died or did not answer in time.
 *
 * <p>cloudpickle: {@code subprocess_worker} and {@code subprocess_pickle_echo} of its test utilities.
 */
public final class Worker implements AutoCloseable {
    private final WorkerProcess process;
    private final @Nullable PickleJar chosenJar;

    private Worker(WorkerProcess process, @Nullable PickleJar chosenJar) {
        this.process = process;
        this.chosenJar = chosenJar;
    }

    /** A worker with all defaults. */
    public static Worker start() {
        return builder().start();
    }

    /** The jars and directories of PickleJar and what it needs, for JVMs that a test starts by itself. */
    public static List<Path> pickleJarClassPath() {
        return WorkerClassPath.ofPickleJar();
    }

    /** A builder with all defaults: the running JDK, PickleJar and its dependencies, no other argument. */
    public static Builder builder() {
        return new Builder();
    }

    /** The jar that this worker's calls dump with: by value is all code from class directories that the worker has not. */
    public PickleJar jar() {
        return chosenJar != null ? chosenJar : process.classPath().jarForTheRest();
    }

    /** Runs the function on the argument in the child; both travel in one pickle. */
    public <T extends @Nullable Object, R extends @Nullable Object> R call(Function<T, R> function, T argument) {
        return call(jar(), function, argument);
    }

    /** As {@link #call(Function, Object)}, dumped and loaded by this jar. */
    public <T extends @Nullable Object, R extends @Nullable Object> R call(
            PickleJar jar, Function<T, R> function, T argument) {
        return jar.loads(runPickle(jar.dumps(new Object[] {function, argument})));
    }

    /** Runs the task in the child. */
    public <R extends @Nullable Object> R call(Callable<R> task) {
        return call(jar(), task);
    }

    /** As {@link #call(Callable)}, dumped and loaded by this jar. */
    public <R extends @Nullable Object> R call(PickleJar jar, Callable<R> task) {
        return jar.loads(runPickle(jar.dumps(task)));
    }

    /**
     * Loads the pickle of a function in the child and calls it.
     *
     * @param pickle of an object with one functional interface of any name, or of an {@code Object[]}: such an object,
     *     then its arguments
     * @return the pickle of what it returned, made by the child
     */
    public byte[] runPickle(byte[] pickle) {
        return process.ask("run", pickle).get(0);
    }

    /** As {@link #runPickle}, and loads the answer with {@link #jar()}. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <R extends @Nullable Object> R run(byte[] pickle) {
        return jar().loads(runPickle(pickle));
    }

    /** Loads the pickle in the child and dumps the object there: origin → child → origin. */
    public byte[] echoPickle(byte[] pickle) {
        return process.ask("echo", pickle).get(0);
    }

    /** Loads the pickle in the child, which holds the object under the handle that is returned. */
    public int load(byte[] pickle) {
        return ByteBuffer.wrap(process.ask("load", pickle).get(0)).getInt();
    }

    /** The pickle of a held object, made by the child. */
    public byte[] dump(int handle) {
        return process.ask("dump", number(handle)).get(0);
    }

    /** The held object as {@code toString} gives it in the child. */
    public String describe(int handle) {
        return text(process.ask("describe", number(handle)));
    }

    /** The child drops a held object. */
    public void forget(int handle) {
        process.ask("forget", number(handle));
    }

    /** Whether the child's context class loader finds the class. */
    public boolean hasClass(String binaryName) {
        return process.ask("hasClass", binaryName.getBytes(UTF_8)).get(0)[0] == 1;
    }

    /** Bytes of class metadata in use, after a garbage collection. */
    public long metaspaceUsed() {
        return ByteBuffer.wrap(process.ask("metaspaceUsed").get(0)).getLong();
    }

    /** Bytes of heap in use, after a garbage collection. */
    public long heapUsed() {
        return ByteBuffer.wrap(process.ask("heapUsed").get(0)).getLong();
    }

    /** How many classes are loaded now, after a garbage collection. */
    public long classesLoaded() {
        return ByteBuffer.wrap(process.ask("classesLoaded").get(0)).getLong();
    }

    /** The feature version of the child's JDK. */
    public int javaVersion() {
        return (int) ByteBuffer.wrap(process.ask("javaVersion").get(0)).getLong();
    }

    /** All that the child wrote to its standard error so far. */
    public String stderr() {
        return process.stderr();
    }

    /** All that the child wrote to its standard output so far; the JVM's own warnings come there. */
    public String stdout() {
        return process.stdout();
    }

    /** Standard output, then standard error: empty when nobody complained. */
    public String output() {
        return stdout() + stderr();
    }

    /** Ends the child and waits for its end. */
    @Override
    public void close() {
        process.close();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static String text(List<byte[]> answer) {
        return new String(answer.get(0), UTF_8);
    }

    /** Collects what the child is started with; not thread-safe. */
    public static final class Builder {
        private Path jdk = Path.of(System.getProperty("java.home"));
        private final List<Path> classPath = new ArrayList<>(WorkerClassPath.ofPickleJar());
        private final List<String> jvmArguments = new ArrayList<>();
        private Duration patience = Duration.ofMinutes(2);
        private @Nullable PickleJar jar;

        private Builder() {}

        /** The JDK to run on, by its home directory; the running one by default. See {@link JdkHomes}. */
        public Builder jdk(Path home) {
            jdk = home;
            return this;
        }

        /** Adds a jar or directory behind PickleJar's. */
        public Builder alsoOnClassPath(Path jarOrDirectory) {
            classPath.add(jarOrDirectory.toAbsolutePath().normalize());
            return this;
        }

        /** Adds an argument for the JVM. */
        public Builder jvmArgument(String argument) {
            jvmArguments.add(argument);
            return this;
        }

        /** The jar to dump calls with and to load answers with; {@link Worker#jar()} by default. */
        public Builder jar(PickleJar jar) {
            this.jar = jar;
            return this;
        }

        /** How long to wait for an answer before the child counts as hung; two minutes by default. */
        public Builder patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        /** Starts the child and waits until it answers. */
        public Worker start() {
            WorkerClassPath path = new WorkerClassPath(List.copyOf(classPath));
            return new Worker(WorkerProcess.start(jdk, jvmArguments, path, patience), jar);
        }
    }
}
