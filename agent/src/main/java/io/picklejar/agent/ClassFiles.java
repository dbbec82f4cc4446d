package io.picklejar.agent;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Reads class files, also those newer than the ASM at hand. */
final class ClassFiles {
    /** The newest class-file version that ASM accepts. */
    private static final int NEWEST = Opcodes.V28;

    private ClassFiles() {}

    /**
     * A reader of the class file. A newer version is lowered, for the reader only: {@link #restoreVersion} sets it again in
     * what was written.
     */
    static ClassReader reader(byte[] classFile) {
        if (version(classFile) <= NEWEST) {
            return new ClassReader(classFile);
        }
        byte[] lowered = classFile.clone();
        lowered[6] = 0;
        lowered[7] = NEWEST;
        return new ClassReader(lowered);
    }

    /** Gives a rewritten class file the version of the original. */
    static byte[] restoreVersion(byte[] rewritten, byte[] original) {
        System.arraycopy(original, 4, rewritten, 4, 4);
        return rewritten;
    }

    private static int version(byte[] classFile) {
        return (classFile[6] & 0xFF) << 8 | (classFile[7] & 0xFF);
    }
}
