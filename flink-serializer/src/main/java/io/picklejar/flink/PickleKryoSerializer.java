package io.picklejar.flink;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Serializable;

/**
 * Leads Flink's own Kryo to PickleJar, by configuration alone. This sends every generic type of a job through pickles:
 *
 * <pre>{@code
 * pipeline.serialization-config:
 *   - java.lang.Object: {type: kryo, kryo-type: default, class: io.picklejar.flink.PickleKryoSerializer}
 * }</pre>
 *
 * <p>Written for both Kryo 2.24 of Flink 1 and Kryo 5 of Flink 2. Each record is a pickle of its own: classes by value
 * travel in every one; for those use {@link PickleTypeInfoFactory}. Uses the jar of the installed {@link
 * PickleEnvironment}, else the standard one; thread-safe.
 */
public final class PickleKryoSerializer extends Serializer<Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** For Flink, which makes it by reflection. */
    public PickleKryoSerializer() {}

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        byte[] pickle = InstalledJar.get().dumps(value);
        output.writeInt(pickle.length);
        output.writeBytes(pickle);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws KryoException if the input is not a record of this serializer
     */
    // Kryo 5 declares Class<? extends T>, Kryo 2 Class<T>; this signature has the erasure of both, hence one class
    // file.
    @Override
    @SuppressWarnings("rawtypes")
    public Object read(Kryo kryo, Input input, Class type) {
        int length = input.readInt();
        if (length < 0) {
            throw new KryoException("a record of " + length + " bytes: not written by PickleKryoSerializer");
        }
        return InstalledJar.receiver(kryo.getClassLoader()).loads(input.readBytes(length));
    }
}
