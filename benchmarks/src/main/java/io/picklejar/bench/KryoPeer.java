package io.picklejar.bench;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/**
 * Kryo 5 as it comes, with references, as the graphs of users need them, and classes by name, since they are not known
 * beforehand. Its {@code ClosureSerializer} is left out: it needs {@code --add-opens java.base/java.lang.invoke}. Not
 * thread-safe.
 */
final class KryoPeer implements Peer {
    private final Kryo kryo = new Kryo();
    private final Output output = new Output(4096, -1);
    private final Input input = new Input();

    KryoPeer() {
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
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
