package io.picklejar.reduce;

import java.util.Map;

/** Looking up what makes objects of a JDK class that a pickle names. */
final class JdkTypes {
    private JdkTypes() {}

    static <V> V get(Map<Class<?>, V> makers, Class<?> type) {
        V maker = makers.get(type);
        if (maker == null) {
            throw new IllegalArgumentException(type.getName() + " is not of this kind");
        }
        return maker;
    }
}
