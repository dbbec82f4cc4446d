package io.picklejar.beam;

import java.io.Serializable;
import org.apache.beam.sdk.util.SerializableUtils;

/** Java serialization as Beam does it. */
final class JavaSerial {
    private JavaSerial() {}

    static byte[] write(Serializable value) {
        return SerializableUtils.serializeToByteArray(value);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T> T read(byte[] bytes) {
        return (T) SerializableUtils.deserializeFromByteArray(bytes, "test value");
    }

    /** Written and read twice: what was read is written again. */
    static <T extends Serializable> T twice(T value) {
        return JavaSerial.<T>read(write(JavaSerial.<T>read(write(value))));
    }
}
