package io.picklejar.jvm;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Reading and marking class files, also those that are newer than the ASM at hand. */
public final class ClassFiles {
    /** The newest class-file version that the bundled ASM accepts. */
    private static final int ASM_MAJOR = Opcodes.V28;

    private ClassFiles() {}

    /**
     * A reader of the class file. A newer version number is lowered for the reader only: class files grow by attributes,
     * and an attribute that ASM does not know is kept as bytes.
     */
    public static ClassReader reader(byte[] classFile) {
        if (major(classFile) <= ASM_MAJOR) {
            return new ClassReader(classFile);
        }
        byte[] lowered = classFile.clone();
        setMajor(lowered, ASM_MAJOR);
        return new ClassReader(lowered);
    }

    /** The {@code major_version} of a class file; JVMS 4.1. */
    public static int major(byte[] classFile) {
        return (classFile[6] & 0xFF) << 8 | (classFile[7] & 0xFF);
    }

    /** Overwrites the {@code major_version}. */
    public static void setMajor(byte[] classFile, int major) {
        classFile[6] = (byte) (major >> 8);
        classFile[7] = (byte) major;
    }
}
