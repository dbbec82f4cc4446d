package io.picklejar.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JDKs of this machine, as {@code .ci/run} finds them: the running one, {@code JAVA_25_HOME} and the like, then
 * {@code /usr/lib/jvm} and {@code /opt}. Where there is none of a version, tests that need two are skipped by an
 * assumption.
 */
public final class JdkHomes {
    private JdkHomes() {}

    /** The home of the running JDK. */
    public static Path running() {
        return Path.of(System.getProperty("java.home"));
    }

    /** The home of a JDK of this feature version, if the machine has one. */
    public static Optional<Path> ofVersion(int feature) {
        if (Runtime.version().feature() == feature) {
            return Optional.of(running());
        }
        List<Path> candidates = new ArrayList<>();
        String variable = System.getenv("JAVA_" + feature + "_HOME");
        if (variable != null) {
            candidates.add(Path.of(variable));
        }
        for (String directory : List.of("/usr/lib/jvm", "/opt")) {
            candidates.addAll(children(Path.of(directory), "*" + feature + "*"));
        }
        return candidates.stream()
                .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                .filter(home -> release(home).contains("JAVA_VERSION=\"" + feature))
                .findFirst();
    }

    private static List<Path> children(Path directory, String pattern) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
                stream.forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** Each JDK describes itself in this file; empty if there is none. */
    private static String release(Path home) {
        Path file = home.resolve("release");
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
