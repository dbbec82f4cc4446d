package io.picklejar.flink;

import com.esotericsoftware.kryo.kryo5.Kryo;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodeOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * The code that a remote cluster has or is given: what comes from these jars and directories is named, everything else
 * of the user's travels by value.
 */
final class RemoteCode {
    private static final List<String> CLUSTER_PACKAGES = List.of(
            "org.apache.flink.",
            "org.slf4j.",
            "org.apache.logging.",
            "org.apache.log4j.",
            "ch.qos.logback.",
            "com.esotericsoftware.");

    private final Set<Path> library;
    private final Set<Path> named;

    private RemoteCode(Set<Path> library, Set<Path> named) {
        this.library = library;
        this.named = named;
    }

    /** PickleJar's own code, and the jars that the configuration names. */
    static RemoteCode of(Configuration configuration) {
        Set<Path> library = new LinkedHashSet<>();
        addOrigin(PickleJar.class, library);
        addOrigin(PickleEnvironment.class, library);
        addOrigin(Kryo.class, library);
        // In a jar, core has its own copy of ASM. Classes from a build directory use ASM's jars.
        if (CodeOrigin.isDirectory(PickleJar.class)) {
            for (String name : List.of("ClassReader", "tree.ClassNode", "commons.Remapper", "tree.analysis.Analyzer")) {
                addOrigin(asm(name), library);
            }
        }
        Set<Path> named = new LinkedHashSet<>(library);
        for (String jar : configuration.getOptional(PipelineOptions.JARS).orElse(List.of())) {
            Path path = pathOf(jar);
            if (path != null) {
                named.add(path);
            }
        }
        return new RemoteCode(configuration.get(PickleEnvironment.UPLOAD_LIBRARY) ? library : Set.of(), named);
    }

    /** The jar that ships what the cluster does not have. */
    PickleJar jar() {
        Set<Path> onCluster = named;
        return PickleJar.builder()
                .byValue(ClassRule.predicate(type -> !isOnCluster(type, onCluster)))
                .build();
    }

    private static boolean isOnCluster(Class<?> type, Set<Path> named) {
        if (CodeOrigin.isJdk(type) || CLUSTER_PACKAGES.stream().anyMatch(type.getName()::startsWith)) {
            return true;
        }
        Path origin = CodeOrigin.pathOf(type);
        return origin != null && named.contains(origin);
    }

    /** Adds the jars to upload to {@code pipeline.jars}. */
    void addTo(Configuration configuration) {
        Set<String> jars = new LinkedHashSet<>(
                configuration.getOptional(PipelineOptions.JARS).orElse(List.of()));
        for (Path path : library) {
            jars.add((Files.isDirectory(path) ? packed(path) : path).toUri().toString());
        }
        configuration.set(PipelineOptions.JARS, new ArrayList<>(jars));
    }

    private static void addOrigin(@Nullable Class<?> type, Set<Path> origins) {
        Path origin = type == null ? null : CodeOrigin.pathOf(type);
        if (origin != null) {
            origins.add(origin);
        }
    }

    private static @Nullable Class<?> asm(String name) {
        try {
            return Class.forName("org.objectweb.asm." + name, false, PickleJar.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static @Nullable Path pathOf(String jar) {
        try {
            URI uri = URI.create(jar);
            return (uri.getScheme() == null ? Path.of(jar) : Path.of(uri))
                    .toAbsolutePath()
                    .normalize();
        } catch (RuntimeException e) {
            // On another file system: its classes are not on this JVM's class path.
            return null;
        }
    }

    /** A temporary jar of a directory of class files, as builds and IDEs use. */
    private static Path packed(Path directory) {
        try {
            Path jar = Files.createTempFile("picklejar-", ".jar");
            jar.toFile().deleteOnExit();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                    out.putNextEntry(
                            new JarEntry(directory.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack " + directory + " for the cluster", e);
        }
    }
}
