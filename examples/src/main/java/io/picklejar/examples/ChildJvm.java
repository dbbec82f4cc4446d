package io.picklejar.examples;

import io.picklejar.PickleJar;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM beside this one that has PickleJar, and nothing of the examples, on its class path: the twenty lines of {@code
 * receiver/Receiver.java}, started from source, which call what arrives. Not thread-safe.
 */
final class ChildJvm implements AutoCloseable {
    private static final List<String> NEEDED = List.of(
            "io/picklejar/PickleJar.class",
            "com/esotericsoftware/kryo/kryo5/",
            // Inside PickleJar's jar; beside it in a build that has not packed the jar yet.
            "org/objectweb/asm/");

    private final Path directory;
    private final ClassPath classPath;
    private final Process process;
    private final OutputStream tasks;
    private final InputStream answers;

    private ChildJvm(Path directory, ClassPath classPath, Process process) {
        this.directory = directory;
        this.classPath = classPath;
        this.process = process;
        this.tasks = process.getOutputStream();
        this.answers = new BufferedInputStream(process.getInputStream());
    }

    static ChildJvm start() throws IOException {
        ClassPath classPath =
                ClassPath.ofThisJvm().without(List.of("io/picklejar/examples/")).holding(NEEDED);
        Path directory = Files.createTempDirectory("picklejar-child");
        Path source = directory.resolve("Receiver.java");
        try (InputStream in = ChildJvm.class.getResourceAsStream("/receiver/Receiver.java")) {
            if (in == null) {
                throw new IOException("no file receiver/Receiver.java on the class path");
            }
            Files.copy(in, source);
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-cp", classPath.toString(), source.toString())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        return new ChildJvm(directory, classPath, process);
    }

    /** What the child was started with. */
    ClassPath classPath() {
        return classPath;
    }

    long pid() {
        return process.pid();
    }

    /**
     * Sends the pickle of a {@code Callable} and waits for what it returns.
     *
     * @throws IOException if the child failed; the message quotes what it said
     */
    <R extends @Nullable Object> R call(byte[] task, PickleJar jar, Class<R> type) throws IOException {
        try {
            tasks.write(task);
            tasks.flush();
            answers.mark(1);
            if (answers.read() < 0) {
                throw new EOFException("no answer");
            }
            answers.reset();
        } catch (IOException e) {
            process.onExit().join();
            throw new IOException("the child JVM failed:\n" + Files.readString(directory.resolve("stderr")), e);
        }
        return type.cast(jar.<R>load(answers));
    }

    /** Ends the child. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        try {
            Files.delete(directory.resolve("Receiver.java"));
            Files.delete(directory.resolve("stderr"));
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
