package io.picklejar.kryo;

import io.picklejar.policy.CodeOrigin;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells plain classes: those of which nothing but their fields has to travel and whose types do not lead back to
 * themselves, so that their objects are flat trees that Kryo writes well.
 *
 * <p>Types that are no plain class (interfaces, collections, arrays of references, records, enums) do not count: what is
 * in such a field the engine writes. Thread-safe; holds nothing.
 */
public final class PlainTypes {
    private PlainTypes() {}

    /**
     * Whether the class is plain, given that it has no reducer, hook or state of the JDK's.
     *
     * @param fieldsOf the fields of a class that travel, those of its superclasses included
     */
    public static boolean isPlain(Class<?> type, Function<Class<?>, List<Field>> fieldsOf) {
        return isOrdinary(type) && !leadsTo(type, fieldsOf);
    }

    private static boolean isOrdinary(Class<?> type) {
        return !type.isInterface()
                && !type.isArray()
                && !type.isPrimitive()
                && !type.isRecord()
                && !type.isHidden()
                && !Enum.class.isAssignableFrom(type)
                && !CodeOrigin.isJdk(type);
    }

    /** Whether a chain of fields leads from the class to an object of it, or of a subclass or superclass. */
    private static boolean leadsTo(Class<?> type, Function<Class<?>, List<Field>> fieldsOf) {
        Set<Class<?>> seen = new HashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>();
        open.add(type);
        while (!open.isEmpty()) {
            for (Field field : fieldsOf.apply(open.remove())) {
                Class<?> next = field.getType();
                if (!isOrdinary(next)) {
                    continue;
                }
                if (next.isAssignableFrom(type)) {
                    return true;
                }
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }
}
