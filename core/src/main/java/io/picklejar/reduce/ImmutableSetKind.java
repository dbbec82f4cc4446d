package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code Set.of(…)}. */
final class ImmutableSetKind extends Kind<Set<?>> {
    private static final Class<?> SET_12 = Set.of(1).getClass();
    private static final Class<?> SET_N = Set.of().getClass();

    ImmutableSetKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == SET_12 || type == SET_N;
    }

    @Override
    public boolean hashesArguments() {
        return true;
    }

    @Override
    public Reduction<?> reduce(Set<?> set, ReduceContext context) {
        return Reduction.of(
                this, context.inCanonicalOrder(set, set, item -> item).toArray());
    }

    @Override
    public ObjectPath step(ObjectPath path, Set<?> set, int argument) {
        return path.element(argument);
    }

    @Override
    public Set<?> make(@Nullable Object[] args) {
        return Set.of(args);
    }
}
