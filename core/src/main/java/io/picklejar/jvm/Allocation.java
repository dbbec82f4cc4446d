package io.picklejar.jvm;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes objects without running a constructor of their class, as Java deserialization does. */
final class Allocation {
    /** Keeps nothing alive but the class itself. */
    private static final ClassValue<Constructor<?>> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            try {
                return serializationConstructor(type, Object.class.getDeclaredConstructor());
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(failure);
            }
        }
    };

    private Allocation() {}

    static <T> T allocate(Class<T> type) throws InstantiationException {
        if (type.isInterface() || type.isArray() || type.isPrimitive() || Modifier.isAbstract(type.getModifiers())) {
            throw new InstantiationException(type.getName() + " has no instances of its own to allocate");
        }
        // JDK 17 and 21 generate code that names the class, and a hidden class has no name to link to.
        Object hidden = type.isHidden() ? InternalUnsafe.allocate(type) : null;
        if (hidden != null) {
            return type.cast(hidden);
        }
        try {
            return type.cast(CONSTRUCTORS.get(type).newInstance());
        } catch (ReflectiveOperationException | RuntimeException failure) {
            Object allocated = InternalUnsafe.allocate(type);
            if (allocated != null) {
                return type.cast(allocated);
            }
            InstantiationException thrown = new InstantiationException("cannot allocate " + type.getName()
                    + " without a constructor: the JVM has no usable sun.reflect.ReflectionFactory; add the module"
                    + " jdk.unsupported to it (--add-modules jdk.unsupported)");
            thrown.initCause(failure);
            throw thrown;
        }
    }

    /**
     * A constructor that allocates a {@code type} and runs {@code constructor} on it, which belongs to it or to a
     * superclass. By reflection: the module {@code jdk.unsupported} is absent from some JVMs.
     */
    static Constructor<?> serializationConstructor(Class<?> type, Constructor<?> constructor)
            throws ReflectiveOperationException {
        Class<?> factoryType = Class.forName("sun.reflect.ReflectionFactory");
        Object factory = factoryType.getMethod("getReflectionFactory").invoke(null);
        Object made;
        try {
            made = factoryType
                    .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                    .invoke(factory, type, constructor);
        } catch (InvocationTargetException refused) {
            throw new InstantiationException(type.getName() + ": " + refused.getCause());
        }
        if (made == null) {
            throw new InstantiationException(type.getName());
        }
        return (Constructor<?>) made;
    }
}
