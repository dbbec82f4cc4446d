package io.picklejar.kryo;

import java.util.Set;

/**
 * What the user registered serializers for. Immutable; holds the classes, which the user's customizer names anyhow.
 *
 * @param exact classes with a serializer of their own
 * @param withSubclasses types with a default serializer
 */
record Registrations(Set<Class<?>> exact, Set<Class<?>> withSubclasses) {
    static final Registrations NONE = new Registrations(Set.of(), Set.of());

    Registrations {
        exact = Set.copyOf(exact);
        withSubclasses = Set.copyOf(withSubclasses);
    }

    boolean has(Class<?> type) {
        if (exact.contains(type)) {
            return true;
        }
        for (Class<?> each : withSubclasses) {
            if (each.isAssignableFrom(type)) {
                return true;
            }
        }
        return false;
    }
}
