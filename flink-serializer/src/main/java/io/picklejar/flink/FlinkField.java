package io.picklejar.flink;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * A private field of a Flink class: the one place where this module reaches past access checks. Flink is not a module,
 * and its fields are of ordinary classes, where reflection writes final instance fields too (JDK 17 to 25).
 */
final class FlinkField {
    private final Field field;

    FlinkField(Field field) {
        this.field = field;
        field.setAccessible(true);
    }

    /**
     * The field of this name in the object's class or the nearest superclass that has one.
     *
     * @throws IllegalStateException if there is none, which is so in versions of Flink that were never tried
     */
    static FlinkField of(Object object, String name) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            FlinkField field = in(type, name);
            if (field != null) {
                return field;
            }
        }
        throw new IllegalStateException("no field " + name + " in "
                + object.getClass().getName() + "; this version of Flink is not supported, tried are 1.19 to 2.3");
    }

    /** The declared field, or null if this version of the class has none. */
    static @Nullable FlinkField in(Class<?> type, String name) {
        try {
            return new FlinkField(type.getDeclaredField(name));
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    Class<?> type() {
        return field.getType();
    }

    @Nullable
    Object get(Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    void set(Object object, @Nullable Object value) {
        try {
            field.set(object, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot write " + field, e);
        }
    }
}
