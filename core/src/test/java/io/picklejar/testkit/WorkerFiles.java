package io.picklejar.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The temporary directory of one worker: the classes of its protocol, without the other tests', and what it prints.
 * Files, not pipes: what was printed before an answer is there when the answer is.
 */
final class WorkerFiles implements AutoCloseable {
    private final Path directory;
    private @Nullable String lastStdout;
    private @Nullable String lastStderr;

    private WorkerFiles(Path directory) {
        this.directory = directory;
    }

    static WorkerFiles create(Class<?>... types) throws IOException {
        WorkerFiles files = new WorkerFiles(Files.createTempDirectory("picklejar-worker"));
        for (Class<?> type : types) {
            String resource = type.getName().replace('.', '/') + ".class";
            Path target = files.classes().resolve(resource);
            Files.createDirectories(target.getParent());
            try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("no class file of " + type.getName() + " on the class path");
                }
                Files.copy(in, target);
            }
        }
        return files;
    }

    Path classes() {
        return directory.resolve("classes");
    }

    File stdoutFile() {
        return directory.resolve("stdout").toFile();
    }

    File stderrFile() {
        return directory.resolve("stderr").toFile();
    }

    synchronized String stdout() {
        return lastStdout != null ? lastStdout : read(stdoutFile());
    }

    synchronized String stderr() {
        return lastStderr != null ? lastStderr : read(stderrFile());
    }

    /** Deletes the directory; what was printed can still be asked for. */
    @Override
    public synchronized void close() {
        if (lastStdout != null) {
            return;
        }
        lastStdout = read(stdoutFile());
        lastStderr = read(stderrFile());
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
