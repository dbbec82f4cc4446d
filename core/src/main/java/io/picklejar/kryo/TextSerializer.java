package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.picklejar.protocol.PickleInput;
import io.picklejar.protocol.PickleOutput;

/** Strings as the engine writes them. Kryo's own reading allocates whatever length a pickle claims. */
final class TextSerializer extends Serializer<String> {
    @Override
    public void write(Kryo kryo, Output output, String text) {
        PickleOutput bytes = new PickleOutput(text.length() + 8);
        bytes.string(text);
        output.writeBytes(bytes.toBytes());
    }

    @Override
    public String read(Kryo kryo, Input input, Class<? extends String> type) {
        PickleInput bytes = new PickleInput(input.getBuffer(), input.position(), input.limit());
        String text = bytes.string();
        input.setPosition(bytes.position());
        return text;
    }
}
