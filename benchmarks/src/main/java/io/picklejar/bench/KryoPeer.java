package io.picklejar.bench;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.minlog.Log;
import com.esotericsoftware.kryo.kryo5.serializers.ClosureSerializer;

/**
 * Kryo 5 as it comes, with references, as the graphs of users need them, and classes by name, since they are not known
 * beforehand. An instance remembers which class a name stands for, so it serves the user code of one loader: the context
 * class loader at its making. Not thread-safe.
 */
final class KryoPeer implements Peer {
    private final Kryo kryo = new Kryo();
    private final Output output = new Output(4096, -1);
    private final Input input = new Input();

    private KryoPeer() {
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
        kryo.setClassLoader(Thread.currentThread().getContextClassLoader());
    }

    /** Kryo with the serializers that it chooses itself. */
    static Peer plain() {
        return new KryoPeer();
    }

    /**
     * Kryo with its serializer for Serializable lambdas. That one reaches into {@code java.lang.invoke}; where the package
     * is not open to it, it warns, with two stack traces, and takes detours.
     */
    static Peer withClosures() {
        Log.ERROR(); // the flag is there when it is timed, see Peers
        KryoPeer peer = new KryoPeer();
        peer.kryo.register(ClosureSerializer.Closure.class, new ClosureSerializer());
        return peer;
    }

    @Override
    public int serialize(Object value) {
        output.reset();
        kryo.writeClassAndObject(output, value);
        return output.position();
    }

    @Override
    public byte[] written() {
        return output.toBytes();
    }

    @Override
    public Object deserialize(byte[] bytes) {
        input.setBuffer(bytes);
        return kryo.readClassAndObject(input);
    }
}
