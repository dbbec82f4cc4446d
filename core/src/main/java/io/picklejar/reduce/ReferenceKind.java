package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Weak and soft references: with their referent, if it is alive. At the receiver it lasts while something else of the
 * pickle refers to it, or, if soft, while there is memory.
 */
final class ReferenceKind extends Kind<Reference<?>> {
    private static final Map<Class<?>, Function<@Nullable Object, Reference<?>>> TYPES =
            Map.of(WeakReference.class, WeakReference::new, SoftReference.class, SoftReference::new);

    ReferenceKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return TYPES.containsKey(type);
    }

    @Override
    public Reduction<?> reduce(Reference<?> reference, ReduceContext context) {
        return Reduction.of(this, reference.getClass(), reference.get());
    }

    @Override
    public ObjectPath step(ObjectPath path, Reference<?> reference, int argument) {
        return path.field("referent");
    }

    @Override
    public Reference<?> make(@Nullable Object[] args) {
        return JdkTypes.get(TYPES, Args.type(args, 0)).apply(args[1]);
    }
}
