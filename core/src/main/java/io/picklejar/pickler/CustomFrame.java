package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.kryo.WrittenFrame;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects that a user's Kryo serializer writes. What they refer to goes first, for at load the serializer wants it
 * finished; so the objects count as in construction until then.
 */
final class CustomFrame implements Frame {
    private final Object root;
    private final KryoWriting kryo;
    private @Nullable WrittenFrame frame;
    private int next;

    CustomFrame(Object root, KryoWriting kryo) {
        this.root = root;
        this.kryo = kryo;
    }

    @Override
    public boolean advance(GraphWriter writer) {
        if (frame == null) {
            if (writer.wasWrittenMeanwhile(root)) {
                return false;
            }
            frame = kryo.writeCustom(root);
            for (Object each : frame.objects()) {
                if (!(each instanceof String)) {
                    writer.beginConstruction(each);
                }
            }
        }
        List<WrittenFrame.Escape> escapes = frame.escapes();
        int depth = writer.depth();
        while (next < escapes.size()) {
            writer.argument(escapes.get(next++).object());
            if (writer.depth() != depth) {
                return true;
            }
        }
        finish(writer, frame);
        return false;
    }

    private static void finish(GraphWriter writer, WrittenFrame frame) {
        List<Integer> forwards = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        List<Object> objects = frame.objects();
        for (int ordinal = 0; ordinal < objects.size(); ordinal++) {
            Object each = objects.get(ordinal);
            int reserved = each instanceof String ? Memo.UNKNOWN : writer.reservedNumber(each);
            if (reserved >= 0) {
                forwards.add(ordinal);
                forwards.add(reserved);
            } else {
                others.add(each);
            }
        }
        PickleOutput body = writer.body();
        body.u8(Opcode.KRYO_CUSTOM);
        body.varint(frame.escapes().size());
        body.varint(forwards.size() / 2);
        forwards.forEach(body::varint);
        body.bytes(frame.bytes());
        others.forEach(writer::memoize);
    }

    @Override
    public String what() {
        return root.getClass().getTypeName();
    }

    @Override
    public ObjectPath step(ObjectPath path) {
        return path;
    }
}
