package io.picklejar.beam;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes fields past access checks, final ones included: functions sit in final fields of Beam's transforms and
 * of users' classes. Works on JDK 17 to 25 without a flag, as neither is in a named module; see JEP 500 for later ones.
 */
final class Fields {
    private Fields() {}

    static @Nullable Object get(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    static void set(Field field, Object owner, @Nullable Object value) {
        try {
            field.setAccessible(true);
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot write " + field, e);
        }
    }
}
