package io.picklejar.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The one way past the JVM's access checks.
 *
 * <p>Privilege comes in tiers, probed once: reflection into {@code java.lang.invoke} if the JVM opens it, {@code
 * sun.reflect.ReflectionFactory}, PickleJar's agent, or none. The system property {@code io.picklejar.access} with {@code
 * auto|opens|reflection-factory|agent|none} permits one tier only; it is read when this class is initialized. {@code
 * sun.misc.Unsafe} is never used. Thread-safe; what is cached hangs on the class it belongs to.
 */
public final class Access {
    /** How to get privilege in a JVM where it is switched off or missing. */
    static final String PRIVILEGE = "start the JVM with --add-opens java.base/java.lang.invoke=ALL-UNNAMED and without"
            + " -Dio.picklejar.access=none";

    private static final TrustedLookup TRUSTED = TrustedLookup.probe();

    private Access() {}

    /** The lookup that no access check applies to, or null when no tier answers. */
    public static @Nullable Lookup trusted() {
        return TRUSTED.lookup();
    }

    /** The tier that answered: {@code opens}, {@code reflection-factory}, {@code agent} or {@code none}. */
    public static String tier() {
        return TRUSTED.tier();
    }

    /**
     * Checks the system property {@code io.picklejar.access}.
     *
     * @throws IllegalArgumentException if it has an unknown value, which permits no tier
     */
    public static void requireKnownTier() {
        TrustedLookup.requireKnownTier();
    }

    /**
     * A lookup with private access to {@code type}, as if made inside it.
     *
     * <p>Without privilege and for a type of another module than PickleJar's it lacks {@link Lookup#MODULE} access.
     *
     * @throws IllegalAccessException without privilege, when the type's package is not open
     */
    public static Lookup lookupIn(Class<?> type) throws IllegalAccessException {
        Lookup trusted = trusted();
        if (trusted != null) {
            return trusted.in(type);
        }
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException refused) {
            throw refused("no private access to " + type.getName(), addOpens(type), refused);
        }
    }

    /**
     * Reads a field, whatever its access.
     *
     * @param owner the object, null for a static field
     * @throws IllegalAccessException naming the field and what would open it
     */
    public static @Nullable Object get(Field field, @Nullable Object owner) throws IllegalAccessException {
        return FieldAccess.of(field).get(owner);
    }

    /**
     * Writes a field, whatever its access; with privilege also a final instance field, of a record and a hidden class
     * too.
     *
     * @param owner the object, null for a static field
     * @throws IllegalAccessException naming the field and what would help; always for a static final field
     */
    public static void set(Field field, @Nullable Object owner, @Nullable Object value) throws IllegalAccessException {
        FieldAccess.of(field).set(owner, value);
    }

    /**
     * Makes an object without running a constructor of its class: all fields at their defaults.
     *
     * @throws InstantiationException for an abstract class, an interface, an array, and where the JVM cannot
     */
    public static <T> T allocate(Class<T> type) throws InstantiationException {
        return Allocation.allocate(type);
    }

    /** Whether the static initializer of {@code type} ran or runs. True without privilege: then nobody can tell. */
    public static boolean isInitialized(Class<?> type) {
        return InternalUnsafe.isInitialized(type);
    }

    /**
     * Calls a method, whatever its access.
     *
     * @param target the receiver, null for a static method
     * @throws IllegalAccessException naming the method and what would open it
     * @throws InvocationTargetException around whatever the method threw
     */
    public static @Nullable Object invoke(Method method, @Nullable Object target, @Nullable Object... arguments)
            throws IllegalAccessException, InvocationTargetException {
        if (method.trySetAccessible()) {
            return method.invoke(target, arguments);
        }
        Lookup trusted = trusted();
        if (trusted == null) {
            Class<?> owner = method.getDeclaringClass();
            throw refused(
                    "method '" + owner.getName() + "#" + method.getName() + "' cannot be called",
                    addOpens(owner),
                    null);
        }
        MethodHandle handle = trusted.unreflect(method);
        try {
            MethodHandle bound = target == null ? handle : handle.bindTo(target);
            return bound.invokeWithArguments(arguments);
        } catch (Throwable thrown) {
            throw new InvocationTargetException(thrown);
        }
    }

    /** Advice that names the option which opens the package of {@code type}. */
    static String addOpens(Class<?> type) {
        Module own = Access.class.getModule();
        return "start the JVM with --add-opens " + type.getModule().getName() + "/" + type.getPackageName() + "="
                + (own.isNamed() ? own.getName() : "ALL-UNNAMED") + " or without -Dio.picklejar.access=none";
    }

    static IllegalAccessException refused(String what, String advice, @Nullable Throwable cause) {
        IllegalAccessException exception = new IllegalAccessException(what + "; " + advice);
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
