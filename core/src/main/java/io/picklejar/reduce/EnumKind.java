package io.picklejar.reduce;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Enum constants, by class and name, so that {@code ==} holds after a round trip. */
final class EnumKind extends Kind<Enum<?>> {
    EnumKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return Enum.class.isAssignableFrom(type) && type != Enum.class;
    }

    @Override
    public Reduction<?> reduce(Enum<?> constant, ReduceContext context) {
        // getClass() of a constant with a body is an anonymous subclass; JLS 8.9.1.
        return Reduction.of(this, constant.getDeclaringClass(), constant.name());
    }

    @Override
    public Enum<?> make(@Nullable Object[] args) {
        Class<?> type = Args.type(args, 0);
        String name = Args.string(args, 1);
        Object[] constants = type.getEnumConstants();
        if (constants != null) {
            for (Object constant : constants) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return (Enum<?>) constant;
                }
            }
        }
        throw new IllegalArgumentException(
                "enum " + type.getName() + " has no constant " + name + " here, but " + Arrays.toString(constants));
    }
}
