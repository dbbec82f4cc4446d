package io.picklejar.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Java serialization: a stream for each value, for its header and memo end with the value. Not thread-safe. */
final class JavaPeer implements Peer {
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    @Override
    public int serialize(Object value) throws IOException {
        buffer.reset();
        try (ObjectOutputStream out = new ObjectOutputStream(buffer)) {
            out.writeObject(value);
        }
        return buffer.size();
    }

    @Override
    public byte[] written() {
        return buffer.toByteArray();
    }

    @Override
    public Object deserialize(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
