package io.picklejar.pickler;

import io.picklejar.jvm.Access;
import io.picklejar.protocol.PickleInput;
import io.picklejar.reduce.Shape;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instructions that allocate objects and set fields. */
final class FieldReading {
    private final PickleInput in;
    private final Class<?>[] classes;
    private final Shape[] shapes;
    private final StaticsReading statics;
    private final ReadMemo memo;
    private final ValueStack stack;
    private final Map<Shape, Field[]> fieldsOf = new HashMap<>();

    /** The shapes of allocated objects whose fields are still to come, by the depth of the objects. */
    private final Map<Integer, Shape> openShapes = new HashMap<>();

    FieldReading(PickleInput in, Class<?>[] classes, Shape[] shapes, StaticsReading statics, ReadMemo memo) {
        this.in = in;
        this.classes = classes;
        this.shapes = shapes;
        this.statics = statics;
        this.memo = memo;
        this.stack = memo.stack();
    }

    /** {@code NEW} */
    void allocate() throws Exception {
        Shape shape = shapes[in.index(shapes.length)];
        Object object = Access.allocate(shape.type());
        memo.open(memo.memoize(object), object);
        openShapes.put(stack.openCount() - 1, shape);
    }

    /** {@code FIELDS} */
    void set() throws Exception {
        Shape shape = openShapes.remove(stack.openCount() - 1);
        if (shape == null) {
            throw in.corrupt("fields for what has none");
        }
        Field[] fields = fieldsOf(shape);
        memo.need(fields.length + 1);
        int low = stack.lowest(fields.length);
        @Nullable Object[] values = stack.pop(fields.length);
        Object object = memo.top();
        stack.lower(low);
        for (int i = 0; i < fields.length; i++) {
            Field field = fields[i];
            Object value = values[i];
            if (value instanceof Pending pending) {
                pending.whenMade(() -> Access.set(field, object, memo.resolved(pending)));
            } else {
                Access.set(field, object, value);
            }
        }
        memo.close();
    }

    /** {@code STATIC} */
    void setStatic() throws Exception {
        int index = in.index(classes.length);
        String name = in.string();
        memo.need(1);
        @Nullable Object[] value = stack.pop(1);
        Field field = statics.fieldToSet(classes[index], name);
        if (field != null) {
            memo.whenMade(value, () -> statics.set(field, null, memo.resolved(value[0])));
        }
    }

    /** {@code ENUM_FIELDS} */
    void setOfConstant() throws Exception {
        Shape shape = shapes[in.index(shapes.length)];
        Field[] fields = fieldsOf(shape);
        memo.need(fields.length + 1);
        @Nullable Object[] values = stack.pop(fields.length + 1);
        memo.whenMade(values, () -> {
            Object made = memo.resolved(values[0]);
            if (!(made instanceof Enum<?> constant) || made.getClass() != shape.type()) {
                throw in.corrupt("fields of an enum constant for what is none");
            }
            if (statics.setsFieldsOf(constant)) {
                for (int i = 0; i < fields.length; i++) {
                    statics.set(fields[i], constant, memo.resolved(values[i + 1]));
                }
            }
        });
    }

    private Field[] fieldsOf(Shape shape) throws NoSuchFieldException {
        Field[] known = fieldsOf.get(shape);
        if (known != null) {
            return known;
        }
        Field[] fields = new Field[shape.fields().size()];
        for (int i = 0; i < fields.length; i++) {
            Shape.Field each = shape.fields().get(i);
            fields[i] = each.declaringClass().getDeclaredField(each.name());
        }
        fieldsOf.put(shape, fields);
        return fields;
    }
}
