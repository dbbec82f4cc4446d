package io.picklejar.analyze;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Finds and opens the class files of loaded classes. Never initializes a class. Thread-safe; caches nothing. */
public final class ClassBytes {
    /** The newest class-file version that the bundled ASM accepts. */
    private static final int NEWEST_MAJOR = Opcodes.V28;

    private static final int MAJOR_OFFSET = 6;

    private ClassBytes() {}

    /**
     * The class file of {@code type} as its loader or module serves it, or null: hidden, array and primitive types have
     * none, and classes made at run time only if their loader kept it.
     */
    public static byte @Nullable [] of(Class<?> type) {
        if (type.isHidden() || type.isArray() || type.isPrimitive()) {
            return null;
        }
        // Absolute, so that the name is not resolved against the package. Class files are never encapsulated.
        try (InputStream stream = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Opens a class file, also one that is newer than ASM knows: new versions seldom change the format. */
    public static ClassReader reader(byte[] classFile) {
        if (major(classFile) <= NEWEST_MAJOR) {
            return new ClassReader(classFile);
        }
        byte[] patched = classFile.clone();
        patched[MAJOR_OFFSET] = 0;
        patched[MAJOR_OFFSET + 1] = NEWEST_MAJOR;
        return new ClassReader(patched);
    }

    /** The major version of a class file (JVMS 4.1). */
    public static int major(byte[] classFile) {
        return (classFile[MAJOR_OFFSET] & 0xff) << 8 | (classFile[MAJOR_OFFSET + 1] & 0xff);
    }
}
