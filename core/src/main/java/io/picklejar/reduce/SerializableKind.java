package io.picklejar.reduce;

import io.picklejar.error.Problem;
import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.policy.CodeOrigin;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects that say themselves how they travel, through the hooks of JDK serialization ({@code writeReplace}, {@code
 * readResolve}, {@code writeObject}, {@code readObject}, {@link Externalizable}), and the JDK's own {@link Serializable}
 * classes, whose private layout is never touched.
 *
 * <p>Such an object is written by a {@link java.io.ObjectOutputStream} of its own, which hands every object that it
 * refers to back to the engine. So the hooks see what they expect, while identity, by-value classes, lambdas and
 * not-Serializable objects work inside of it as elsewhere.
 */
final class SerializableKind extends Kind<Object> {
    private static final ClassCache<Boolean> HAS_HOOKS = new ClassCache<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            if (!Serializable.class.isAssignableFrom(type)) {
                return false;
            }
            if (Externalizable.class.isAssignableFrom(type)) {
                return true;
            }
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                if (CodeOrigin.isJdk(each) || declaresHook(each)) {
                    return true;
                }
            }
            return false;
        }
    };

    SerializableKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return HAS_HOOKS.get(type);
    }

    private static boolean declaresHook(Class<?> type) {
        return declares(type, "writeReplace")
                || declares(type, "readResolve")
                || declares(type, "writeObject", ObjectOutputStream.class)
                || declares(type, "readObject", ObjectInputStream.class);
    }

    private static boolean declares(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getDeclaredMethod(name, parameters) != null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Override
    public Reduction<?> reduce(Object value, ReduceContext context) {
        return Reduction.of(this, args(write(value, context)));
    }

    /** Lets the object write itself. */
    HookOutput.Frame write(Object value, ReduceContext context) {
        try {
            return HookOutput.write(value, context);
        } catch (IOException | RuntimeException e) {
            throw new CodeProblemException(
                    Problem.HOOK_FAILED,
                    value.getClass().getName() + " failed to write itself: " + e,
                    "mend its serialization hooks, or register a Reducer for it",
                    e);
        }
    }

    /** The arguments that {@link #make} makes the object of. */
    static @Nullable Object[] args(HookOutput.Frame frame) {
        List<@Nullable Object> referred = frame.referred();
        @Nullable Object[] args = new Object[referred.size() + 1];
        args[0] = frame.bytes();
        for (int i = 0; i < referred.size(); i++) {
            args[i + 1] = referred.get(i);
        }
        return args;
    }

    @Override
    public Object make(@Nullable Object[] args) throws Exception {
        return HookInput.read((byte[]) Args.notNull(args, 0), args);
    }
}
