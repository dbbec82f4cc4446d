package io.picklejar.pickler;

import io.picklejar.error.CodeMismatchException;
import io.picklejar.kryo.PlainClass;
import io.picklejar.reduce.Shape;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * The shapes of plain classes. Field names carry the coding of the field's values, {@code count;I}, as no name in a class
 * file can (JVMS 4.2.2): a frame cannot be read with fields of other types.
 */
final class KryoShape {
    private static final String ADVICE = "; use the same version of the class on both sides, or ship it by value";

    private KryoShape() {}

    static Shape of(Class<?> type, List<Field> fields) {
        return new Shape(
                type,
                fields.stream()
                        .map(field -> new Shape.Field(
                                field.getDeclaringClass(), field.getName() + ";" + PlainClass.codeOf(field)))
                        .toList());
    }

    /** The receiver's fields in the order of the pickle's, given all of its fields that would travel. */
    static PlainClass resolve(Shape shape, List<Field> own) {
        List<Field> fields = new ArrayList<>();
        for (Shape.Field sent : shape.fields()) {
            fields.add(resolve(shape.type(), sent, own));
        }
        for (Field each : own) {
            if (!fields.contains(each)) {
                throw new CodeMismatchException(
                        "the receiver's " + shape.type().getName() + " has a field '" + each.getName()
                                + "' that the pickle lacks" + ADVICE,
                        null);
            }
        }
        return new PlainClass(shape.type(), fields);
    }

    private static Field resolve(Class<?> type, Shape.Field sent, List<Field> own) {
        int separator = sent.name().indexOf(';');
        String name = separator < 0 ? sent.name() : sent.name().substring(0, separator);
        String code = sent.name().substring(separator + 1);
        for (Field each : own) {
            if (each.getDeclaringClass() == sent.declaringClass()
                    && each.getName().equals(name)) {
                if (code.equals(String.valueOf(PlainClass.codeOf(each)))) {
                    return each;
                }
                throw new CodeMismatchException(
                        "the receiver's " + type.getName() + " has a field '" + name + "' of type "
                                + each.getType().getTypeName() + ", in the pickle it is of another kind" + ADVICE,
                        null);
            }
        }
        throw new CodeMismatchException(
                "the receiver's " + type.getName() + " has no field '" + name + "', which the pickle has" + ADVICE,
                null);
    }

    /** The exception for a value that the receiver's field cannot hold. */
    static CodeMismatchException unfit(Field field, Object value, RuntimeException cause) {
        return new CodeMismatchException(
                "the receiver's " + field.getDeclaringClass().getName() + " has a field '" + field.getName()
                        + "' of type " + field.getType().getTypeName() + ", in the pickle it holds a "
                        + value.getClass().getName() + ADVICE,
                cause);
    }
}
