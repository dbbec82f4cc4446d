package io.picklejar.record;

import io.picklejar.error.CodeMismatchException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where values of a schema's type go in the program of now: a declared type, anything (a type variable, an {@code
 * Object}), or nowhere, since the class is gone.
 */
final class Target {
    static final Target ANY = new Target(Object.class, Object.class);
    static final Target GONE = new Target(Object.class, Object.class);

    private final Type type;
    private final Class<?> raw;

    private Target(Type type, Class<?> raw) {
        this.type = type;
        this.raw = raw;
    }

    /** What a declared type takes. Of a type variable nothing is known here. */
    static Target of(Type type) {
        if (type instanceof Class<?> raw) {
            return raw == Object.class ? ANY : new Target(raw, raw);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            return new Target(generic, raw);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            return new Target(array, of(array.getGenericComponentType()).raw.arrayType());
        }
        return ANY;
    }

    Class<?> raw() {
        return raw;
    }

    @SuppressWarnings("ReferenceEquality") // there is one
    boolean isGone() {
        return this == GONE;
    }

    boolean isAny() {
        return raw == Object.class;
    }

    boolean accepts(Class<?> value) {
        return raw.isAssignableFrom(value);
    }

    void require(Class<?> value, DataType was, String where) {
        if (!accepts(value)) {
            throw changed(was, where);
        }
    }

    CodeMismatchException changed(DataType was, String where) {
        return new CodeMismatchException(where + " was " + was + " and is " + type.getTypeName() + " now", null);
    }

    /** The target of the elements, if this is an array. */
    Target component(DataType was, String where) {
        if (isAny()) {
            return this;
        }
        if (type instanceof GenericArrayType array) {
            return of(array.getGenericComponentType());
        }
        if (!raw.isArray() || raw.getComponentType().isPrimitive()) {
            throw changed(was, where);
        }
        return of(raw.getComponentType());
    }

    /** The target of a type argument, if the declared type is one whose arguments mean the elements. */
    Target argument(int index, ContainerKind kind) {
        if (isGone()) {
            return GONE;
        }
        if (type instanceof ParameterizedType generic
                && ContainerKind.of(raw) != null
                && generic.getActualTypeArguments().length == (kind.isMap() ? 2 : 1)) {
            return of(generic.getActualTypeArguments()[index]);
        }
        return ANY;
    }

    /** The class of now that objects of the named class become: this one if it had that name, else the one of that name. */
    Class<?> classFor(String className, Function<String, @Nullable Class<?>> classes, String where) {
        if (wasNamed(raw, className)) {
            return raw;
        }
        Class<?> found = classes.apply(className);
        if (found == null || !accepts(found)) {
            throw new CodeMismatchException(
                    where + " was a " + className + (found == null ? ", which is not to be found," : "") + " and is a "
                            + type.getTypeName() + " now; if that is its new name, annotate it with @FormerNames(\""
                            + className + "\")",
                    null);
        }
        return found;
    }

    /** As {@link #classFor}, for one of the subclasses. */
    Class<?> memberFor(String className, Function<String, @Nullable Class<?>> classes, String where) {
        Deque<Class<?>> open = new ArrayDeque<>(List.of(raw));
        while (!open.isEmpty()) {
            Class<?> each = open.remove();
            if (wasNamed(each, className)) {
                return each;
            }
            open.addAll(RecordClass.subclasses(each));
        }
        return classFor(className, classes, where);
    }

    private static boolean wasNamed(Class<?> type, String name) {
        return RecordClass.formerNames(type).contains(name);
    }
}
