package io.picklejar.jvm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a class file (JVMS 4), compared by content. The array is not copied and not to be changed. */
public final class ClassFile {
    /** The class-file version of Java 17, the oldest that PickleJar runs on; JVMS table 4.1-A. */
    public static final int JAVA_17 = 61;

    private static final int MAGIC = 0xCAFEBABE;

    private final byte[] bytes;

    /** A class file with these bytes, which are not copied. */
    public ClassFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes themselves. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the bytes start as a class file does. */
    public boolean hasMagic() {
        return bytes.length >= 10
                && ((bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF)
                        == MAGIC;
    }

    /** The {@code major_version}; JVMS 4.1. */
    public int majorVersion() {
        return (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
    }

    /** The newest {@code major_version} that the running JVM can define. */
    public static int newestMajorVersion() {
        return Runtime.version().feature() + 44;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassFile file && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "class file of " + bytes.length + " bytes";
    }
}
