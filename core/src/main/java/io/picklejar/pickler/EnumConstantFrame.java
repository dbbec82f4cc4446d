package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.protocol.Opcode;
import java.lang.reflect.Field;
import java.util.List;

/** The fields of an enum constant whose class came without its initializer. Leaves nothing on the reader's stack. */
final class EnumConstantFrame implements Frame {
    private final Object constant;
    private final List<Field> fields;

    /** How many of the constant and its fields are written. */
    private int written;

    EnumConstantFrame(Object constant, List<Field> fields) {
        this.constant = constant;
        this.fields = fields;
    }

    @Override
    public boolean advance(GraphWriter writer) {
        int depth = writer.depth();
        while (written <= fields.size()) {
            int at = written++;
            writer.value(at == 0 ? constant : writer.read(fields.get(at - 1), constant));
            if (writer.depth() != depth) {
                return true;
            }
        }
        writer.body().u8(Opcode.ENUM_FIELDS);
        writer.body().varint(writer.shapeIndex(FieldsFrame.shapeOf(constant.getClass(), fields)));
        return false;
    }

    @Override
    public String what() {
        return constant.getClass().getTypeName();
    }

    @Override
    public ObjectPath step(ObjectPath path) {
        return written < 2 ? path : path.field(fields.get(written - 2).getName());
    }
}
