package io.picklejar.jvm;

import java.nio.ByteBuffer;
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
        return bytes.length >= 10 && ByteBuffer.wrap(bytes).getInt() == MAGIC;
    }

    /** The {@code major_version}; JVMS 4.1. */
    public int majorVersion() {
        return ClassFiles.major(bytes);
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
