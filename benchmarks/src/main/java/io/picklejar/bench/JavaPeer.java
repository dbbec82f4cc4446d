package io.picklejar.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/** Java serialization: a stream for each value, for its header and memo end with the value. Not thread-safe. */
final class JavaPeer implements Peer {
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final @Nullable ClassLoader userCode;

    private JavaPeer(@Nullable ClassLoader userCode) {
        this.userCode = userCode;
    }

    /** As it comes: names are resolved through the loader of the caller. */
    static Peer plain() {
        return new JavaPeer(null);
    }

    /** As engines use it: names are resolved through the context class loader, that of now. */
    static Peer forUserCode() {
        return new JavaPeer(Thread.currentThread().getContextClassLoader());
    }

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
        try (ObjectInputStream in = open(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private ObjectInputStream open(InputStream bytes) throws IOException {
        return userCode == null ? new ObjectInputStream(bytes) : new UserCodeStream(bytes, userCode);
    }

    /** Resolves names through a given loader. */
    private static final class UserCodeStream extends ObjectInputStream {
        private final ClassLoader userCode;

        UserCodeStream(InputStream bytes, ClassLoader userCode) throws IOException {
            super(bytes);
            this.userCode = userCode;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws ClassNotFoundException {
            return Class.forName(described.getName(), false, userCode);
        }
    }
}
