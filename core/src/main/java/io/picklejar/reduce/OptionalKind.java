package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Optional} and its primitive siblings. The empty one is the JDK's own, so identity holds. */
final class OptionalKind extends Kind<Object> {
    private static final Map<Class<?>, Function<@Nullable Object, Object>> TYPES = Map.of(
            Optional.class, Optional::ofNullable,
            OptionalInt.class, value -> value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value),
            OptionalLong.class, value -> value == null ? OptionalLong.empty() : OptionalLong.of((Long) value),
            OptionalDouble.class, value -> value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value));

    OptionalKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return TYPES.containsKey(type);
    }

    @Override
    public Reduction<?> reduce(Object optional, ReduceContext context) {
        return Reduction.of(this, optional.getClass(), valueOf(optional));
    }

    private static @Nullable Object valueOf(Object optional) {
        if (optional instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (optional instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (optional instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
        return ((Optional<?>) optional).orElse(null);
    }

    @Override
    public ObjectPath step(ObjectPath path, Object optional, int argument) {
        return path.field("value");
    }

    @Override
    public Object make(@Nullable Object[] args) {
        return JdkTypes.get(TYPES, Args.type(args, 0)).apply(args[1]);
    }
}
