package io.picklejar.bench;

import io.picklejar.beam.PickleCoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;

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
