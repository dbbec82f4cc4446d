package io.picklejar.beam;

import java.lang.reflect.Modifier;
import java.util.Collection;

/** Which classes say themselves when two of their objects are equal. */
final class Equality {
    private Equality() {}

    /** Whether all of the classes do; abstract ones, of which there are no objects, do not count. */
    static boolean isDefinedBy(Collection<Class<?>> classes) {
        return classes.stream().allMatch(type -> Modifier.isAbstract(type.getModifiers()) || isDefinedBy(type));
    }

    private static boolean isDefinedBy(Class<?> type) {
        try {
            return type.isEnum() || type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every class has equals", e);
        }
    }
}
