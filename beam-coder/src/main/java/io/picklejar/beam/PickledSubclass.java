package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.kryo5.objenesis.ObjenesisStd;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.FieldPersistence;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.VisibilityBridgeStrategy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;

/**
 * Generated subclasses of user classes that Java serialization writes as the pickle of the user's object.
 *
 * <p>Beam asks a {@code DoFn} for its class: annotated methods, state and timer fields, type arguments. A wrapper hides
 * all that, a subclass inherits it. So an object is replaced by an instance of {@code Its$$Pickled} with the same field
 * values and a {@code writeReplace} that answers with a {@link Cell} of the original.
 */
final class PickledSubclass {
    private static final String SUFFIX = "$$Pickled";
    private static final String CELL = "picklejar$cell";
    /** Without its cache, which is keyed by class name, whatever the loader. */
    private static final ObjenesisStd ALLOCATOR = new ObjenesisStd(false);

    /** Keeps the subclass alive as long as its superclass; both have the same loader. */
    private static final ClassValue<Class<?>> SUBCLASSES = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            return define(type);
        }
    };

    private PickledSubclass() {}

    /** Whether there can be a subclass: the class is not final, sealed or a lambda's. */
    static boolean isPossibleFor(Class<?> type) {
        return !Modifier.isFinal(type.getModifiers())
                && !type.isSealed()
                && !type.isHidden()
                && !type.isArray()
                && !type.isInterface();
    }

    /** A copy of the cell's value that is serialized as the cell. The copy is shallow: field values are shared. */
    static <T> T copyOf(Cell<T> cell) {
        T original = cell.get();
        Class<?> subclass = SUBCLASSES.get(original.getClass());
        @SuppressWarnings("unchecked") // the subclass of T's class
        T copy = (T) ALLOCATOR.newInstance(subclass);
        for (Class<?> type = original.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    Fields.set(field, copy, Fields.get(field, original));
                }
            }
        }
        Fields.set(cellField(subclass), copy, cell);
        return copy;
    }

    private static Field cellField(Class<?> subclass) {
        try {
            return subclass.getDeclaredField(CELL);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(subclass.getName() + " lacks " + CELL, e);
        }
    }

    /** Two threads that deserialize the same class at once must not define the subclass twice: a LinkageError. */
    private static synchronized Class<?> define(Class<?> type) {
        try {
            // NEVER: a visibility bridge would lose the type arguments of an inherited @ProcessElement's parameters.
            return new ByteBuddy(ClassFileVersion.JAVA_V17)
                    .with(VisibilityBridgeStrategy.Default.NEVER)
                    .subclass(type, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                    .name(unusedName(type))
                    .defineField(CELL, Object.class, Visibility.PUBLIC, FieldPersistence.TRANSIENT)
                    .defineMethod("writeReplace", Object.class, Visibility.PROTECTED)
                    .intercept(InvocationHandlerAdapter.of((self, method, arguments) -> replacementOf(self)))
                    .make()
                    .load(
                            type.getClassLoader(),
                            ClassLoadingStrategy.UsingLookup.of(
                                    MethodHandles.privateLookupIn(type, MethodHandles.lookup())))
                    .getLoaded();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(
                    "cannot define a subclass of " + type.getName() + "; open its package, or extend PickledDoFn", e);
        }
    }

    /** A racing thread may have defined a subclass that the class value then dropped. */
    private static String unusedName(Class<?> type) {
        String name = type.getName() + SUFFIX;
        for (int i = 2; isDefined(name, type.getClassLoader()); i++) {
            name = type.getName() + SUFFIX + i;
        }
        return name;
    }

    private static boolean isDefined(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Object replacementOf(Object self) {
        return new Replacement((Cell<?>) requireNonNull(Fields.get(cellField(self.getClass()), self)));
    }

    /** Read back as an instance of the generated subclass, so that it may be written again. */
    private static final class Replacement implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Cell<?> cell;

        Replacement(Cell<?> cell) {
            this.cell = cell;
        }

        private Object readResolve() {
            return copyOf(cell);
        }
    }
}
