package io.picklejar.reduce;

import static java.util.Objects.requireNonNull;

import io.picklejar.jvm.Access;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * Stands for what a static field holds at the receiver: a singleton or sentinel that is to keep its identity. A class whose
 * objects are such says so in {@code writeReplace}:
 *
 * <pre>{@code
 * private Object writeReplace() {
 *     return StaticRef.of(Missing.class, "INSTANCE");
 * }
 * }</pre>
 *
 * <p>cloudpickle: {@code __reduce__} that returns a string. Also read by Java serialization. Immutable.
 */
public final class StaticRef implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Class<?> holder;
    private final String field;

    private StaticRef(Class<?> holder, String field) {
        this.holder = holder;
        this.field = field;
    }

    /**
     * The static field of this name that the class declares, of whatever access.
     *
     * @throws IllegalArgumentException if there is none, or it is of a primitive type
     */
    public static StaticRef of(Class<?> holder, String field) {
        try {
            check(requireNonNull(holder, "holder").getDeclaredField(requireNonNull(field, "field")));
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(holder.getName() + " declares no field " + field, e);
        }
        return new StaticRef(holder, field);
    }

    private static Field check(Field field) {
        if (!Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
            throw new IllegalArgumentException(
                    field.getDeclaringClass().getName() + "." + field.getName() + " is no static field for an object");
        }
        return field;
    }

    private Object readResolve() throws ObjectStreamException {
        try {
            Object value = Access.get(check(holder.getDeclaredField(field)), null);
            if (value != null) {
                return value;
            }
            throw new InvalidObjectException(this + " is null here");
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            InvalidObjectException failure = new InvalidObjectException(this + " cannot be read here: " + e);
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public String toString() {
        return "the static field " + holder.getName() + "." + field;
    }
}
