package io.picklejar.bench;

import io.picklejar.PickleJar;
import io.picklejar.flink.PickleSerializer;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;

/** A Flink serializer, through the views that Flink uses between tasks and for state on the heap. Not thread-safe. */
final class FlinkPeer implements Peer {
    private final TypeSerializer<Object> serializer;
    private final DataOutputSerializer output = new DataOutputSerializer(4096);
    private final DataInputDeserializer input = new DataInputDeserializer();

    @SuppressWarnings("unchecked") // the workload's values are of the workload's type
    private FlinkPeer(TypeSerializer<?> serializer) {
        this.serializer = (TypeSerializer<Object>) serializer;
    }

    /**
     * The serializer that Flink itself chooses for POJOs and records.
     *
     * @throws UnsupportedOperationException if it chooses another one for the workload's type
     */
    static Peer pojo(Workload workload) {
        TypeSerializer<?> chosen = TypeInformation.of(workload.type()).createSerializer(config());
        if (!(chosen instanceof PojoSerializer)) {
            throw new UnsupportedOperationException(workload.type().getSimpleName()
                    + " is no POJO: Flink would use its " + chosen.getClass().getSimpleName());
        }
        return new FlinkPeer(chosen);
    }

    /** The serializer that Flink falls back to, with its own Kryo and settings. */
    static Peer kryo(Workload workload) {
        return new FlinkPeer(new KryoSerializer<>(workload.type(), config()));
    }

    /**
     * Flink's for Avro, by reflection as for any class that Avro did not generate.
     *
     * @throws UnsupportedOperationException if Avro cannot make objects of the workload's type
     */
    static Peer avro(Workload workload) {
        if (workload.type().isRecord() || workload.type().isInterface()) {
            throw new UnsupportedOperationException("Avro makes objects by a no-argument constructor, which "
                    + workload.type().getSimpleName() + " lacks");
        }
        return new FlinkPeer(new AvroSerializer<>(workload.type()));
    }

    /** Ours in Flink. */
    static Peer pickle(Workload workload) {
        return new FlinkPeer(PickleSerializer.of(workload.type(), PickleJar.standard()));
    }

    @Override
    public int serialize(Object value) throws IOException {
        output.clear();
        serializer.serialize(value, output);
        return output.length();
    }

    @Override
    public byte[] written() {
        return output.getCopyOfBuffer();
    }

    @Override
    public Object deserialize(byte[] bytes) throws IOException {
        input.setBuffer(bytes);
        return serializer.deserialize(input);
    }

    private static SerializerConfig config() {
        return new SerializerConfigImpl();
    }
}
