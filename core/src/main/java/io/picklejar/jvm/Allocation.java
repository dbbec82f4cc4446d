package io.picklejar.jvm;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects without running a constructor of their class, as Java deserialization does: of a {@code Serializable}
 * class, the first superclass that is not runs its constructor without parameters, which sets up its transient fields (Java
 * Object Serialization Specification, 3.1). So does Groovy's {@code GroovyObjectSupport}, whose meta class is transient.
 */
final class Allocation {
    /** Keeps nothing alive but the class itself. */
    private static final ClassCache<Constructor<?>> CONSTRUCTORS = new ClassCache<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            initializeSuperclasses(type);
            try {
                return serializationConstructor(type, constructorToRun(type));
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(failure);
            }
        }
    };

    private static final String GROOVY_OBJECT = "groovy.lang.GroovyObjectSupport";

    private Allocation() {}

    /**
     * From the top: programs meet a class by the constants of its superclass, as a rule. The other way round, a superclass
     * whose static initializer makes objects of the class makes them while the classes between have no state yet
     * (JLS 12.4.2, step 3). So it is with Flink's {@code BasicTypeInfo}.
     */
    private static void initializeSuperclasses(Class<?> type) {
        Class<?> superclass = type.getSuperclass();
        if (superclass == null || superclass == Object.class) {
            return;
        }
        initializeSuperclasses(superclass);
        try {
            Class.forName(superclass.getName(), true, superclass.getClassLoader());
        } catch (ClassNotFoundException e) {
            // A hidden class, which no loader finds: it is initialized with its subclass.
            return;
        }
    }

    private static Constructor<?> constructorToRun(Class<?> type) throws ReflectiveOperationException {
        for (Class<?> each = type.getSuperclass(); each != null; each = each.getSuperclass()) {
            boolean isFirst = Serializable.class.isAssignableFrom(type) && !Serializable.class.isAssignableFrom(each);
            if (isFirst || each.getName().equals(GROOVY_OBJECT)) {
                Constructor<?> found = constructorOf(each, type);
                return found != null ? found : Object.class.getDeclaredConstructor();
            }
        }
        return Object.class.getDeclaredConstructor();
    }

    /** The constructor without parameters, if a subclass could call it. */
    private static @Nullable Constructor<?> constructorOf(Class<?> superclass, Class<?> type) {
        try {
            Constructor<?> constructor = superclass.getDeclaredConstructor();
            int access = constructor.getModifiers();
            boolean isPackagePrivate = (access & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0;
            boolean samePackage = superclass.getPackage() == type.getPackage();
            return Modifier.isPrivate(access) || (isPackagePrivate && !samePackage) ? null : constructor;
        } catch (NoSuchMethodException | LinkageError e) {
            return null;
        }
    }

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
