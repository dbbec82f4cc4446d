package io.picklejar.reduce;

import io.picklejar.jvm.Access;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Objects of which a language has one for each class: Kotlin's {@code object} and {@code companion object}, Scala's
 * {@code object}. They travel as "the one of this class", so that {@code ===} and {@code eq} hold after a round trip; their
 * properties are static fields and travel as such. Kotlin's and Scala's compilers keep lambdas that capture nothing in the same way, where
 * they compile lambdas to classes.
 *
 * <p>A Java class with a constant {@code INSTANCE} is none of these: its language promises nothing.
 */
final class SingletonKind extends Kind<Object> {
    SingletonKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return fieldOf(type) != null;
    }

    @Override
    public @Nullable Reduction<?> reduce(Object value, ReduceContext context) {
        Field field = fieldOf(value.getClass());
        // An object made past its constructor, as other serializers do it, is another one and stays so.
        return field != null && read(field) == value
                ? Reduction.of(this, field.getDeclaringClass(), value.getClass())
                : null;
    }

    @Override
    public Object make(@Nullable Object[] args) {
        Class<?> declaring = Args.type(args, 0);
        Class<?> type = Args.type(args, 1);
        Field field = fieldOf(type);
        Object value = field == null || field.getDeclaringClass() != declaring ? null : read(field);
        if (value == null) {
            throw new IllegalArgumentException(
                    declaring.getName() + " does not hold the only " + type.getName() + " here");
        }
        return value;
    }

    private static @Nullable Object read(Field field) {
        try {
            return Access.get(field, null);
        } catch (IllegalAccessException closed) {
            return null;
        }
    }

    /** The field that holds the only object of the class, or null. */
    private static @Nullable Field fieldOf(Class<?> type) {
        if (type.isArray() || type.isPrimitive() || type.isInterface()) {
            return null;
        }
        Field module = constant(type, "MODULE$", type);
        if (module != null) {
            return type.getName().endsWith("$") ? module : null;
        }
        Field field = constant(type, "INSTANCE", type);
        if (field == null) {
            field = companion(type);
        }
        return field != null && isKotlin(type) ? field : null;
    }

    private static @Nullable Field companion(Class<?> type) {
        try {
            Class<?> outer = type.getDeclaringClass();
            return outer == null ? null : constant(outer, type.getSimpleName(), type);
        } catch (LinkageError incomplete) {
            return null;
        }
    }

    private static @Nullable Field constant(Class<?> holder, String name, Class<?> type) {
        try {
            Field field = holder.getDeclaredField(name);
            int constant = Modifier.STATIC | Modifier.FINAL;
            return field.getType() == type && (field.getModifiers() & constant) == constant ? field : null;
        } catch (NoSuchFieldException | LinkageError e) {
            return null;
        }
    }

    private static boolean isKotlin(Class<?> type) {
        for (Annotation annotation : type.getDeclaredAnnotations()) {
            if (annotation.annotationType().getName().equals("kotlin.Metadata")) {
                return true;
            }
        }
        return false;
    }
}
