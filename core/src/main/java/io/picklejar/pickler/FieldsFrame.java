package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.protocol.Opcode;
import io.picklejar.reduce.CapturedValue;
import io.picklejar.reduce.Shape;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object that is written field by field: allocated, memoized, then filled, so that cycles may run through it. */
final class FieldsFrame implements Frame {
    private final Object object;
    private final List<Field> fields;
    private boolean begun;
    private int next;

    FieldsFrame(Object object, List<Field> fields) {
        this.object = object;
        this.fields = fields;
    }

    @Override
    public boolean advance(GraphWriter writer) {
        if (!begun) {
            begun = true;
            if (writer.wasWrittenMeanwhile(object)) {
                return false;
            }
            writer.body().u8(Opcode.NEW);
            writer.body().varint(writer.shapeIndex(shapeOf(object.getClass(), fields)));
            writer.memoize(object);
        }
        int depth = writer.depth();
        while (next < fields.size()) {
            Field field = fields.get(next++);
            Object value = writer.read(field, object);
            writer.value(isOuterThis(field) && value != null ? CapturedValue.enclosing(value) : value);
            if (writer.depth() != depth) {
                return true;
            }
        }
        writer.body().u8(Opcode.FIELDS);
        return false;
    }

    static Shape shapeOf(Class<?> type, List<Field> fields) {
        return new Shape(
                type,
                fields.stream()
                        .map(field -> new Shape.Field(field.getDeclaringClass(), field.getName()))
                        .toList());
    }

    /** The enclosing instance of an inner class, which javac keeps in a synthetic field; JLS 8.1.3. */
    static boolean isOuterThis(Field field) {
        return field.isSynthetic() && field.getName().startsWith("this$");
    }

    @Override
    public String what() {
        return object.getClass().getTypeName();
    }

    @Override
    public ObjectPath step(ObjectPath path) {
        @Nullable Field current = next == 0 ? null : fields.get(next - 1);
        return current == null ? path : path.field(current.getName());
    }
}
