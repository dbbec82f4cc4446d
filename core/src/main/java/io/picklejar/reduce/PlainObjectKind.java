package io.picklejar.reduce;

import org.jspecify.annotations.Nullable;

/** {@code new Object()}: a lock or a sentinel, of which only the identity counts. */
final class PlainObjectKind extends Kind<Object> {
    PlainObjectKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == Object.class;
    }

    @Override
    public Reduction<?> reduce(Object value, ReduceContext context) {
        return Reduction.of(this);
    }

    @Override
    public Object make(@Nullable Object[] args) {
        return new Object();
    }
}
