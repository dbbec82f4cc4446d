package io.picklejar.pickler;

import io.picklejar.policy.UnitId;
import io.picklejar.reconstruct.UnitScope;
import java.lang.reflect.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The static state that a body brings: whether a receiver takes it, and how it gets there. */
final class StaticsReading {
    private final UnitScope scope;
    private final Map<Class<?>, UnitId> units;

    /** Takes state for these classes only. */
    StaticsReading(UnitScope scope, Map<Class<?>, UnitId> units) {
        this.scope = scope;
        this.units = units;
    }

    /** The static field, of a class that is initialized, or null if it keeps the value that it has. */
    @Nullable
    Field fieldToSet(Class<?> type, String name) throws NoSuchFieldException, ClassNotFoundException {
        UnitId unit = units.get(type);
        if (unit == null || !scope.settles(unit, type.getName(), name)) {
            return null;
        }
        Field field = type.getDeclaredField(name);
        if (!type.isInterface()) {
            Class.forName(type.getName(), true, type.getClassLoader());
        }
        return field;
    }

    /** Whether the fields of an enum constant get new values: its own static field stands for them. */
    boolean setsFieldsOf(Enum<?> constant) {
        UnitId unit = units.get(constant.getDeclaringClass());
        return unit != null && scope.settles(unit, constant.getDeclaringClass().getName(), constant.name());
    }

    void set(Field field, @Nullable Object owner, @Nullable Object value) throws IllegalAccessException {
        scope.set(field, owner, value);
    }
}
