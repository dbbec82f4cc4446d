package io.picklejar.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one field: by handles of the trusted lookup, else by reflection. Thread-safe. Whoever keeps one saves
 * looking it up for each object; see {@link Access#get} and {@link Access#set}.
 */
public final class FieldAccess {
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType SETTER = MethodType.methodType(void.class, Object.class, Object.class);

    /** Hangs on the class that declares the fields and refers to that class only. */
    private static final ClassCache<ConcurrentMap<Field, FieldAccess>> OF_CLASS = new ClassCache<>() {
        @Override
        protected ConcurrentMap<Field, FieldAccess> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final Field field;
    private final @Nullable MethodHandle getter;
    private final @Nullable MethodHandle setter;

    private FieldAccess(Field field) {
        this.field = field;
        Lookup trusted = Access.trusted();
        this.getter = trusted == null ? null : getter(trusted, field);
        this.setter = trusted == null ? null : setter(trusted, field);
    }

    /** The access to a field. */
    public static FieldAccess of(Field field) {
        return OF_CLASS.get(field.getDeclaringClass()).computeIfAbsent(field, FieldAccess::new);
    }

    private static @Nullable MethodHandle getter(Lookup trusted, Field field) {
        try {
            MethodHandle handle = trusted.unreflectGetter(field);
            return (isStatic(field) ? MethodHandles.dropArguments(handle, 0, Object.class) : handle).asType(GETTER);
        } catch (IllegalAccessException refused) {
            return null;
        }
    }

    /** By name and not by {@code unreflectSetter}, which refuses finals of records and hidden classes (JDK 17 to 28). */
    private static @Nullable MethodHandle setter(Lookup trusted, Field field) {
        Class<?> owner = field.getDeclaringClass();
        try {
            if (!isStatic(field)) {
                return trusted.findSetter(owner, field.getName(), field.getType())
                        .asType(SETTER);
            }
            if (Modifier.isFinal(field.getModifiers())) {
                return null;
            }
            MethodHandle handle = trusted.findStaticSetter(owner, field.getName(), field.getType());
            return MethodHandles.dropArguments(handle, 0, Object.class).asType(SETTER);
        } catch (ReflectiveOperationException refused) {
            return null;
        }
    }

    private static boolean isStatic(Field field) {
        return Modifier.isStatic(field.getModifiers());
    }

    /** As {@link Access#get}. */
    public @Nullable Object get(@Nullable Object owner) throws IllegalAccessException {
        try {
            if (getter != null) {
                return (Object) getter.invokeExact(owner);
            }
            field.setAccessible(true);
            return field.get(owner);
        } catch (InaccessibleObjectException refused) {
            throw inaccessible("read", refused);
        } catch (RuntimeException | Error | IllegalAccessException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("reading " + field + " throws nothing checked", impossible);
        }
    }

    /** As {@link Access#set}. */
    public void set(@Nullable Object owner, @Nullable Object value) throws IllegalAccessException {
        try {
            if (setter != null) {
                setter.invokeExact(owner, value);
                return;
            }
            field.setAccessible(true);
            field.set(owner, value);
        } catch (InaccessibleObjectException refused) {
            throw inaccessible("written", refused);
        } catch (IllegalAccessException refused) {
            throw finalField(refused);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("writing " + field + " throws nothing checked", impossible);
        }
    }

    private String name() {
        return field.getDeclaringClass().getName() + "#" + field.getName();
    }

    private IllegalAccessException inaccessible(String verb, Throwable cause) {
        return Access.refused(
                "field '" + name() + "' cannot be " + verb, Access.addOpens(field.getDeclaringClass()), cause);
    }

    private IllegalAccessException finalField(Throwable cause) {
        String what = "final field '" + name() + "' cannot be written";
        return Access.refused(what, isStatic(field) ? "declare it without final" : Access.PRIVILEGE, cause);
    }
}
