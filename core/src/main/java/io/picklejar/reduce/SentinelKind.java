package io.picklejar.reduce;

import io.picklejar.jvm.Access;
import io.picklejar.jvm.ClassCache;
import io.picklejar.policy.CodeOrigin;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are compared by identity with a constant: {@code static final Missing MISSING = new Missing()}. An object
 * without fields of its own that is the value of a constant of its class, or of the class around that, arrives as what the
 * constant holds at the receiver: there is nothing else to it. Constants of other classes are for {@link
 * Sentinels}.
 *
 * <p>cloudpickle: {@code _get_dataclass_field_type_sentinel}, for three of the standard library's.
 */
final class SentinelKind extends Kind<Object> {
    private static final ClassCache<List<Field>> CONSTANTS = new ClassCache<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            try {
                return isCandidate(type) ? constantsFor(type) : List.of();
            } catch (LinkageError incomplete) {
                // A class that one of them mentions is missing.
                return List.of();
            }
        }
    };

    SentinelKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return !CONSTANTS.get(type).isEmpty();
    }

    private static boolean isCandidate(Class<?> type) {
        if (type.isArray() || type.isPrimitive() || type.isInterface() || type.isHidden() || CodeOrigin.isJdk(type)) {
            return false;
        }
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Field> constantsFor(Class<?> type) {
        List<Field> constants = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            for (Field field : each.getDeclaredFields()) {
                if (isConstant(field) && field.getType().isAssignableFrom(type) && field.getType() != Object.class) {
                    constants.add(field);
                }
            }
        }
        return constants;
    }

    /** Whether the field is static and final, and may hold an object. */
    static boolean isConstant(Field field) {
        int constant = Modifier.STATIC | Modifier.FINAL;
        return (field.getModifiers() & constant) == constant && !field.getType().isPrimitive() && !field.isSynthetic();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very object is meant
    public @Nullable Reduction<?> reduce(Object value, ReduceContext context) {
        for (Field field : CONSTANTS.get(value.getClass())) {
            if (isNamed(field.getDeclaringClass(), value.getClass(), context) && read(field) == value) {
                return reduction(field);
            }
        }
        return null;
    }

    /** Whether naming the holder takes nothing else along, and the holder has not its constants from this pickle. */
    private static boolean isNamed(Class<?> holder, Class<?> type, ReduceContext context) {
        return holder == type ? !context.isSnapshot(holder) : !context.isByValue(holder);
    }

    /** What the constant holds at the receiver. */
    static Reduction<?> reduction(Field constant) {
        return Reduction.of(Kinds.SENTINEL, constant.getDeclaringClass(), constant.getName());
    }

    private static @Nullable Object read(Field field) {
        try {
            return Access.isInitialized(field.getDeclaringClass()) ? Access.get(field, null) : null;
        } catch (IllegalAccessException closed) {
            return null;
        }
    }

    @Override
    public Object make(@Nullable Object[] args) throws ReflectiveOperationException {
        Field constant = Args.type(args, 0).getDeclaredField(Args.string(args, 1));
        if (!isConstant(constant)) {
            throw new NoSuchFieldException(constant + " is no constant");
        }
        Object value = Access.get(constant, null);
        if (value == null) {
            throw new IllegalArgumentException(constant + " is null here");
        }
        return value;
    }

    /** The objects that the constants of the class hold, but for those that are values: by identity. Initializes it. */
    static void collect(Class<?> holder, Map<Object, Field> into) {
        for (Field field : holder.getDeclaredFields()) {
            if (isConstant(field)) {
                try {
                    Object value = Access.get(field, null);
                    if (value != null && !(value instanceof String) && !(value instanceof Class<?>)) {
                        into.putIfAbsent(value, field);
                    }
                } catch (IllegalAccessException e) {
                    throw new IllegalArgumentException("cannot read the constant " + field + ": " + e.getMessage(), e);
                }
            }
        }
    }
}
