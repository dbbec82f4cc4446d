package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code List.of(…)}. A list with nulls, as {@code Stream.toList} makes it, tells itself through the JDK's hooks. */
final class ImmutableListKind extends Kind<List<?>> {
    private static final Class<?> LIST_12 = List.of(1).getClass();
    private static final Class<?> LIST_N = List.of().getClass();

    ImmutableListKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == LIST_12 || type == LIST_N;
    }

    @Override
    public @Nullable Reduction<?> reduce(List<?> list, ReduceContext context) {
        Object[] elements = list.toArray();
        for (Object element : elements) {
            if (element == null) {
                return null;
            }
        }
        return Reduction.of(this, elements);
    }

    @Override
    public ObjectPath step(ObjectPath path, List<?> list, int argument) {
        return path.element(argument);
    }

    @Override
    public List<?> make(@Nullable Object[] args) {
        return List.of(args);
    }
}
