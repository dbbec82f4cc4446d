package io.picklejar.reduce;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The objects that constants of some classes hold, which keep their identity. For the engine only. Immutable. */
public final class Sentinels implements ReducerOverride {
    private final IdentityHashMap<Object, Field> constants = new IdentityHashMap<>();

    /**
     * The constants of these classes, which are initialized.
     *
     * @throws IllegalArgumentException if one cannot be read
     */
    public Sentinels(Collection<Class<?>> holders) {
        holders.forEach(holder -> SentinelKind.collect(holder, constants));
    }

    @Override
    public @Nullable Reduction<?> reduce(Object value, ReduceContext context) {
        Field constant = constants.get(value);
        return constant == null || context.isSnapshot(constant.getDeclaringClass())
                ? null
                : SentinelKind.reduction(constant);
    }
}
