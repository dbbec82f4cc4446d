package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.kryo.WrittenFrame;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree of plain objects, written by Kryo in one piece and memoized at once, so that what their fields hold else, which
 * follows, may refer to them.
 */
final class PlainFrame implements Frame {
    private final Object root;
    private final KryoWriting kryo;
    private @Nullable WrittenFrame frame;
    private int next;

    PlainFrame(Object root, KryoWriting kryo) {
        this.root = root;
        this.kryo = kryo;
    }

    @Override
    public boolean advance(GraphWriter writer) {
        if (frame == null) {
            if (writer.wasWrittenMeanwhile(root)) {
                return false;
            }
            frame = kryo.writePlain(root);
            PickleOutput body = writer.body();
            body.u8(Opcode.KRYO);
            body.varint(frame.escapes().size());
            body.bytes(frame.bytes());
            frame.objects().forEach(writer::memoize);
        }
        List<WrittenFrame.Escape> escapes = frame.escapes();
        int depth = writer.depth();
        while (next < escapes.size()) {
            writer.value(escapes.get(next++).object());
            if (writer.depth() != depth) {
                return true;
            }
        }
        if (!escapes.isEmpty()) {
            writer.body().u8(Opcode.KRYO_FIELDS);
        }
        return false;
    }

    @Override
    public String what() {
        return root.getClass().getTypeName();
    }

    @Override
    public ObjectPath step(ObjectPath path) {
        List<String> fields = frame == null
                ? kryo.trail()
                : next == 0 ? List.of() : frame.escapes().get(next - 1).fields();
        ObjectPath step = path;
        for (String field : fields) {
            step = step.field(field);
        }
        return step;
    }
}
