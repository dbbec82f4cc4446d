package io.picklejar.reduce;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the receiver makes in the place of an object that stayed home; see {@link io.picklejar.policy.Substitute}. */
final class SubstituteKind extends Kind<Object> {
    private static final int NUMBER = 31;

    SubstituteKind() {
        super(NUMBER);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == Substituted.class;
    }

    @Override
    public Reduction<?> reduce(Object substituted, ReduceContext context) {
        return reduce((Substituted) substituted, context, this);
    }

    static Reduction<?> reduce(Substituted substituted, ReduceContext context, Kind<?> kind) {
        Supplier<?> supplier = substituted.how().supplier();
        return Reduction.of(kind, supplier != null ? supplier : classToMake(substituted.type(), context));
    }

    private static Class<?> classToMake(Class<?> type, ReduceContext context) {
        for (Class<?> each = type; each != Object.class && each != null; each = each.getSuperclass()) {
            if (constructor(each) != null) {
                return each;
            }
        }
        throw context.refuse(
                "cannot make a fresh " + type.getName() + ": it has no constructor without parameters",
                "give a Substitute.by(supplier)");
    }

    private static @Nullable Constructor<?> constructor(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            boolean isPublic = Modifier.isPublic(type.getModifiers() & constructor.getModifiers());
            return isPublic || constructor.trySetAccessible() ? constructor : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    @Override
    public Object make(@Nullable Object[] args) throws Exception {
        Object how = Args.notNull(args, 0);
        if (how instanceof Supplier<?> supplier) {
            Object made = supplier.get();
            if (made == null) {
                throw new IllegalArgumentException("the supplier of a substitute gave null");
            }
            return made;
        }
        Constructor<?> constructor = constructor((Class<?>) how);
        if (constructor == null) {
            throw new IllegalArgumentException(((Class<?>) how).getName() + " has no constructor without parameters");
        }
        return constructor.newInstance();
    }
}
