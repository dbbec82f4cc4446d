package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.protocol.Opcode;
import java.lang.reflect.Field;
import java.util.List;

/** Static fields that shipped code reads. Leaves nothing on the reader's stack, so it can be written between any values. */
final class StaticsFrame implements Frame {
    private final List<Field> fields;
    private int next;
    private boolean pending;

    StaticsFrame(List<Field> fields) {
        this.fields = fields;
    }

    @Override
    public boolean advance(GraphWriter writer) {
        int depth = writer.depth();
        while (true) {
            if (pending) {
                pending = false;
                Field written = fields.get(next - 1);
                writer.body().u8(Opcode.STATIC);
                writer.body().varint(writer.staticClassIndex(written.getDeclaringClass()));
                writer.body().string(written.getName());
            }
            if (next == fields.size()) {
                return false;
            }
            Field field = fields.get(next++);
            Object value = writer.read(field, null);
            if (field.isEnumConstant() && value != null) {
                writer.enumConstant(value);
            } else {
                pending = true;
                writer.value(value);
            }
            if (writer.depth() != depth) {
                return true;
            }
        }
    }

    @Override
    public String what() {
        return "static fields";
    }

    @Override
    public ObjectPath step(ObjectPath path) {
        Field field = fields.get(Math.max(0, next - 1));
        return ObjectPath.statics(field.getDeclaringClass().getName(), field.getName());
    }
}
