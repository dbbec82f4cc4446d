package io.picklejar.record;

import io.picklejar.policy.CodeOrigin;
import io.picklejar.record.Definitions.Named;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What reflection says about a class whose fields may become a record. */
final class RecordClass {
    private RecordClass() {}

    /** Why the values of the class are more than their fields, or null if they are not. */
    static @Nullable String problem(Class<?> type) {
        if (type.isHidden() || Proxy.isProxyClass(type) || type.isSynthetic() || type.isAnnotation()) {
            return "whose class is made by the JVM";
        }
        if (Enum.class.isAssignableFrom(type)) {
            return "an enum that is not known";
        }
        if (!isConcrete(type) && subclasses(type).isEmpty()) {
            return "which may hold anything: it is " + (type.isInterface() ? "an interface" : "abstract")
                    + " and neither sealed nor annotated with @Subtypes";
        }
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            if (CodeOrigin.isJdk(each)) {
                return each == Record.class ? null : "which has state of " + each.getName();
            }
            String hook = hook(each);
            if (hook != null) {
                return "whose class " + each.getName() + " has " + hook;
            }
            for (Field field : each.getDeclaredFields()) {
                if (field.isSynthetic() && !Modifier.isStatic(field.getModifiers())) {
                    return "which refers to the object or the variables around it";
                }
            }
        }
        return null;
    }

    private static @Nullable String hook(Class<?> type) {
        if (Externalizable.class.isAssignableFrom(type)) {
            return "writeExternal";
        }
        return declares(type, "writeReplace")
                        || declares(type, "readResolve")
                        || declares(type, "writeObject", ObjectOutputStream.class)
                        || declares(type, "readObject", ObjectInputStream.class)
                ? "serialization hooks"
                : null;
    }

    private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals(method) && Arrays.equals(each.getParameterTypes(), parameters));
    }

    static boolean isConcrete(Class<?> type) {
        return !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
    }

    /** The known direct subclasses: those permitted and those annotated. */
    static List<Class<?>> subclasses(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        if (type.isSealed()) {
            found.addAll(List.of(type.getPermittedSubclasses()));
        }
        Subtypes annotation = type.getAnnotation(Subtypes.class);
        if (annotation != null) {
            for (Class<?> each : annotation.value()) {
                if (!type.isAssignableFrom(each)) {
                    throw new IllegalArgumentException("@Subtypes of " + type.getName() + " names " + each.getName()
                            + ", which is none of its subclasses");
                }
                if (each != type && !found.contains(each)) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    /** Whether the class may have subclasses that nobody named. */
    static boolean isOpen(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                if (isOpen(permitted)) {
                    return true;
                }
            }
            return false;
        }
        return !Modifier.isFinal(type.getModifiers());
    }

    /** What the element was called before. */
    static List<String> formerNames(AnnotatedElement element) {
        FormerNames annotation = element.getAnnotation(FormerNames.class);
        return annotation == null ? List.of() : List.of(annotation.value());
    }

    /** The names of the constants of an enum, in their order. */
    static List<Named> constants(Class<?> type) {
        List<Named> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            names.add(new Named(name, formerNames(field(type, name))));
        }
        return names;
    }

    /** The fields that travel, those of superclasses first; record components in their order, else by name. */
    static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        if (components != null) {
            for (RecordComponent component : components) {
                fields.add(field(type, component.getName()));
            }
            return fields;
        }
        Class<?> superclass = type.getSuperclass();
        if (superclass != null && !CodeOrigin.isJdk(superclass)) {
            fields.addAll(fieldsOf(superclass));
        }
        List<Field> declared = new ArrayList<>(List.of(type.getDeclaredFields()));
        declared.removeIf(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) != 0);
        declared.sort(Comparator.comparing(Field::getName));
        fields.addAll(declared);
        return fields;
    }

    private static Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new AssertionError("a record component or constant has a field of its name", e);
        }
    }
}
