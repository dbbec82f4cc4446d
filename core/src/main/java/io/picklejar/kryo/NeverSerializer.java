package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.picklejar.error.CodeMismatchException;

/** Stands where Kryo wants a serializer for objects that only the engine writes. */
final class NeverSerializer extends Serializer<Object> {
    @Override
    public void write(Kryo kryo, Output output, Object object) {
        throw new IllegalStateException(
                "the serializer wrote a " + object.getClass().getName()
                        + " without Kryo's reference; call kryo.writeClassAndObject or kryo.writeObject instead");
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
        throw new CodeMismatchException(
                "the pickle has a " + type.getName() + " that a Kryo serializer wrote, and this jar has none for it;"
                        + " give PickleJar.Builder.kryo the same registrations on both sides",
                null);
    }
}
