package io.picklejar.bench;

import io.picklejar.beam.PickleCoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.extensions.kryo.KryoCoder;
import org.apache.beam.sdk.schemas.NoSuchSchemaException;
import org.apache.beam.sdk.schemas.SchemaRegistry;

/** A Beam coder, through streams over arrays. Not thread-safe. */
final class BeamPeer implements Peer {
    private final Coder<Object> coder;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    @SuppressWarnings("unchecked") // the workload's values are of the workload's type
    private BeamPeer(Coder<?> coder) {
        this.coder = (Coder<Object>) coder;
    }

    /**
     * Beam's coder for Serializable types.
     *
     * @throws UnsupportedOperationException if the workload's type is none
     */
    static Peer serializable(Workload workload) {
        if (!Serializable.class.isAssignableFrom(workload.type())) {
            throw new UnsupportedOperationException(workload.type().getSimpleName() + " is not Serializable");
        }
        return new BeamPeer(SerializableCoder.of(workload.type().asSubclass(Serializable.class)));
    }

    /**
     * Beam's for Avro, by reflection as for any class that Avro did not generate.
     *
     * @throws UnsupportedOperationException if Avro cannot make objects of the workload's type
     */
    static Peer avro(Workload workload) {
        return new BeamPeer(AvroCoder.reflect(made(workload.type(), "Avro")));
    }

    /**
     * Beam's for types with a schema, which it finds in public fields.
     *
     * @throws UnsupportedOperationException if it cannot make objects of the workload's type
     */
    static Peer schema(Workload workload) throws NoSuchSchemaException {
        Class<?> type = made(workload.type(), "JavaFieldSchema");
        SchemaRegistry registry = SchemaRegistry.createDefault();
        registry.registerPOJO(type);
        return new BeamPeer(registry.getSchemaCoder(type));
    }

    private static Class<?> made(Class<?> type, String maker) {
        if (type.isRecord() || type.isInterface()) {
            throw new UnsupportedOperationException(
                    maker + " makes objects by a no-argument constructor, which " + type.getSimpleName() + " lacks");
        }
        return type;
    }

    /** The coder of Beam's Kryo extension. */
    static Peer kryo(Workload workload) {
        return new BeamPeer(KryoCoder.of());
    }

    /** Ours in Beam. */
    static Peer pickle(Workload workload) {
        return new BeamPeer(PickleCoder.of(workload.type()));
    }

    @Override
    public int serialize(Object value) throws IOException {
        buffer.reset();
        coder.encode(value, buffer);
        return buffer.size();
    }

    @Override
    public byte[] written() {
        return buffer.toByteArray();
    }

    @Override
    public Object deserialize(byte[] bytes) throws IOException {
        return coder.decode(new ByteArrayInputStream(bytes));
    }
}
