package io.picklejar.analyze;

import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.ClassFiles;
import java.net.URL;
import java.security.CodeSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Which by-reference classes may name by-value ones at all: those of a jar or directory that holds by-value classes, too,
 * and those whose constant pool has a class of a package of theirs. It spares the analysis the libraries.
 */
final class CodeSources {
    private static final int CONSTANT_CLASS = 7;

    /** The packages that a class file names, as far as whole constants tell; JVMS 4.4.1. */
    private static final ClassCache<Set<String>> PACKAGES = new ClassCache<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            byte[] classFile = ClassBytes.of(type);
            return classFile == null ? Set.of() : packagesIn(ClassFiles.reader(classFile));
        }
    };

    private final Set<Object> sources = new HashSet<>();
    private final Set<String> packages = new HashSet<>();

    CodeSources(Collection<ReachedClass> byValue) {
        for (ReachedClass each : byValue) {
            Class<?> type = each.model().type();
            sources.add(sourceOf(type));
            packages.add(type.getPackageName());
        }
    }

    boolean mayNameByValueClasses(Class<?> byReference) {
        return sources.contains(sourceOf(byReference))
                || PACKAGES.get(byReference).stream().anyMatch(packages::contains);
    }

    /** Whether the receiver that has one of the classes has the other: jars are installed as a whole. */
    static boolean areOfOneJar(Class<?> one, Class<?> other) {
        Object source = sourceOf(one);
        return source instanceof String location && location.endsWith(".jar") && source.equals(sourceOf(other));
    }

    /** The location of the class, or its loader if it has none. */
    private static Object sourceOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        @Nullable Object loader = type.getClassLoader();
        return location != null ? location.toString() : loader != null ? loader : "";
    }

    private static Set<String> packagesIn(ClassReader reader) {
        Set<String> found = new HashSet<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i); // one byte behind the tag; 0 for the second half of a long
            if (offset > 0 && reader.readByte(offset - 1) == CONSTANT_CLASS) {
                String name = reader.readUTF8(offset, buffer);
                int end = name == null ? -1 : name.lastIndexOf('/');
                if (name != null && end > 0 && !name.startsWith("java/")) {
                    found.add(name.substring(name.lastIndexOf('[') + 1, end)
                            .replaceFirst("^L", "")
                            .replace('/', '.'));
                }
            }
        }
        return found;
    }
}
