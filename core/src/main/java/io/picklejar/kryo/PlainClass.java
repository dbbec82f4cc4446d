package io.picklejar.kryo;

import java.lang.reflect.Field;
import java.util.List;

/**
 * A class whose objects are written field by field inside a frame.
 *
 * @param type the class
 * @param fields its fields in the order of their values
 */
public record PlainClass(Class<?> type, List<Field> fields) {
    /** Copies the list. */
    public PlainClass {
        fields = List.copyOf(fields);
    }

    /**
     * How the values of a field are coded: the descriptor of its primitive type, JVMS table 4.3-A, or {@code L} for
     * references of any type, which say themselves what they are.
     */
    public static char codeOf(Field field) {
        return field.getType().isPrimitive()
                ? field.getType().descriptorString().charAt(0)
                : 'L';
    }
}
