package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/** Kryo's serializer for an array of primitives, which allocates only what the frame can hold. */
@SuppressWarnings("rawtypes") // Kryo's serializers of arrays have no common type
final class CheckedArraySerializer extends Serializer<Object> {
    private final Serializer kryos;
    private final FrameReferences references;

    CheckedArraySerializer(Serializer kryos, FrameReferences references) {
        this.kryos = kryos;
        this.references = references;
    }

    @Override
    @SuppressWarnings("unchecked") // registered for the class that it is of
    public void write(Kryo kryo, Output output, Object array) {
        kryos.write(kryo, output, array);
    }

    @Override
    @SuppressWarnings("unchecked") // as in write
    public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
        int start = input.position();
        // One more than the length; each element takes a byte at least.
        int length = input.readVarInt(true) - 1;
        if (length < 0 || length > input.limit() - input.position()) {
            throw references.readSide().corrupt("a Kryo frame with an array of " + length + " elements");
        }
        references.readSide().array(type.getComponentType(), length);
        input.setPosition(start);
        return kryos.read(kryo, input, type);
    }
}
