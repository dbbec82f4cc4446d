package io.picklejar.testkit;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodeOrigin;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a worker can load by name. Immutable. */
record WorkerClassPath(List<Path> entries) {
    /** One class for each jar that PickleJar needs: itself, Kryo, its annotations, ASM where it is not yet shaded. */
    private static final List<String> NEEDED = List.of(
            "io.picklejar.PickleJar",
            "com.esotericsoftware.kryo.kryo5.Kryo",
            "org.jspecify.annotations.Nullable",
            "org.objectweb.asm.ClassReader",
            "org.objectweb.asm.tree.ClassNode",
            "org.objectweb.asm.tree.analysis.Analyzer",
            "org.objectweb.asm.commons.ClassRemapper");

    static List<Path> ofPickleJar() {
        Set<Path> found = new LinkedHashSet<>();
        for (String name : NEEDED) {
            try {
                Path path = CodeOrigin.pathOf(Class.forName(name, false, WorkerClassPath.class.getClassLoader()));
                if (path != null) {
                    found.add(path);
                }
            } catch (ClassNotFoundException e) {
                // ASM is inside PickleJar's finished jar, and annotations are not needed to run.
            }
        }
        return List.copyOf(found);
    }

    /**
     * A jar that ships by value the tests' own code, which a worker with this class path has not. Libraries go by
     * reference, as long as nobody says otherwise: a test class mentions half of AssertJ.
     */
    PickleJar jarForTheRest() {
        return PickleJar.builder().byValue(ClassRule.predicate(this::isMissing)).build();
    }

    boolean isMissing(Class<?> type) {
        Path origin = CodeOrigin.pathOf(type);
        return origin != null && CodeOrigin.isDirectory(type) && !entries.contains(origin);
    }

    /** As the launcher's {@code -cp} wants it, the worker's own directory last. */
    String commandLine(Path workerClasses) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + workerClasses;
    }
}
