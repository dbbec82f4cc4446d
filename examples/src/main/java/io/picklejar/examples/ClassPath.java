package io.picklejar.examples;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars and directories that a JVM is started with. Immutable. */
record ClassPath(List<Path> entries) {
    ClassPath {
        entries = List.copyOf(entries);
    }

    /** What this JVM was started with, without entries that do not exist. */
    static ClassPath ofThisJvm() {
        String property = System.getProperty("java.class.path");
        return new ClassPath(Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(property)
                .map(Path::of)
                .filter(Files::exists)
                .toList());
    }

    /** The entries that hold a file or folder of one of these names ({@code org/apache/flink/}). */
    ClassPath holding(List<String> names) {
        return new ClassPath(
                entries.stream().filter(entry -> holdsAny(entry, names)).toList());
    }

    /** The entries that hold nothing of these names. */
    ClassPath without(List<String> names) {
        return new ClassPath(
                entries.stream().filter(entry -> !holdsAny(entry, names)).toList());
    }

    /** As the {@code -cp} argument of a launcher. */
    @Override
    public String toString() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean holdsAny(Path entry, List<String> names) {
        if (Files.isDirectory(entry)) {
            return names.stream().anyMatch(name -> Files.exists(entry.resolve(name)));
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            // Not getEntry: many jars have no entries for their folders.
            try (Stream<String> held = jar.stream().map(file -> file.getName())) {
                return held.anyMatch(file -> names.stream().anyMatch(file::startsWith));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + entry, e);
        }
    }
}
