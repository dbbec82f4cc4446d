package io.picklejar.analyze;

import io.picklejar.jvm.LambdaRecipe;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * What plain reflection tells of a lambda class that {@link java.lang.invoke.LambdaMetafactory} spun (JDK 17 to 28): one
 * field {@code arg$N} for each captured value, public methods for the functional interface's method and its bridges, and
 * of a serializable lambda a private {@code writeReplace}.
 */
record LambdaShape(
        Class<?> capturingClass,
        String factoryParameters,
        String samName,
        Set<String> samDescriptors,
        List<Class<?>> interfaces,
        @Nullable Method writeReplace) {
    private static final String INFIX = "$$Lambda";
    private static final String FIELD_PREFIX = "arg$";

    static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.isSynthetic() && type.getName().contains(INFIX);
    }

    static LambdaShape of(Class<?> lambdaClass) throws ClassNotFoundException {
        List<Method> methods = Arrays.stream(lambdaClass.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .toList();
        if (methods.isEmpty()) {
            throw new ClassNotFoundException(lambdaClass.getName() + " implements no method");
        }
        return new LambdaShape(
                capturingClass(lambdaClass),
                fieldsOf(lambdaClass).stream()
                        .map(field -> field.getType().descriptorString())
                        .collect(Collectors.joining("", "(", ")")),
                methods.get(0).getName(),
                methods.stream().map(Type::getMethodDescriptor).collect(Collectors.toCollection(LinkedHashSet::new)),
                List.of(lambdaClass.getInterfaces()),
                writeReplace(lambdaClass));
    }

    /** The fields of the captured values, in order. */
    static List<Field> fieldsOf(Class<?> lambdaClass) {
        return Arrays.stream(lambdaClass.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getName().startsWith(FIELD_PREFIX))
                .sorted(Comparator.comparingInt(LambdaShape::position))
                .toList();
    }

    private static int position(Field field) {
        return Integer.parseInt(
                field.getName(), FIELD_PREFIX.length(), field.getName().length(), 10);
    }

    private static @Nullable Method writeReplace(Class<?> lambdaClass) {
        try {
            Method method = lambdaClass.getDeclaredMethod("writeReplace");
            // A public one is the method of a functional interface and would run user code.
            return Modifier.isPrivate(method.getModifiers()) ? method : null;
        } catch (NoSuchMethodException notSerializable) {
            return null;
        }
    }

    /** The lambda class is named after the capturing class and a nestmate of it. */
    private static Class<?> capturingClass(Class<?> lambdaClass) throws ClassNotFoundException {
        String name = lambdaClass.getName().substring(0, lambdaClass.getName().lastIndexOf(INFIX));
        Class<?> nestHost = lambdaClass.getNestHost();
        // A hidden capturing class cannot be loaded by name; the JDK writes '_' for the '/' in its name.
        if (nestHost.getName().replace('/', '_').equals(name)) {
            return nestHost;
        }
        Class<?> capturingClass = Class.forName(name, false, lambdaClass.getClassLoader());
        if (capturingClass.getNestHost() != nestHost) {
            throw new ClassNotFoundException(name + " is another class of that name");
        }
        return capturingClass;
    }

    /** The recipe from the serialized form, which lacks markers and bridges: those are seen in the lambda class. */
    LambdaRecipe recipe(SerializedLambda form) throws ClassNotFoundException {
        Class<?> functionalInterface = load(form.getFunctionalInterfaceClass());
        Class<?> implClass = load(form.getImplClass());
        String samDescriptor = form.getFunctionalInterfaceMethodSignature();
        return new LambdaRecipe(
                capturingClass,
                functionalInterface,
                samName,
                samDescriptor,
                form.getImplMethodKind(),
                implClass,
                form.getImplMethodName(),
                form.getImplMethodSignature(),
                implClass.isInterface(),
                form.getInstantiatedMethodType(),
                factoryParameters,
                serializable(),
                markers(functionalInterface),
                bridges(samDescriptor));
    }

    private Class<?> load(String internalName) throws ClassNotFoundException {
        return ClassNames.load(internalName, capturingClass);
    }

    /** Whether a lambda of this call site would look like this. */
    boolean fits(LambdaSite site) {
        Set<String> descriptors = new LinkedHashSet<>(site.bridges());
        descriptors.add(site.samDescriptor());
        Set<String> names = new LinkedHashSet<>(site.markers());
        names.add(site.functionalInterface());
        names.remove(Type.getInternalName(Serializable.class));
        return site.samName().equals(samName)
                && site.factoryParameters().equals(factoryParameters)
                && descriptors.equals(samDescriptors)
                && names.equals(interfaceNames());
    }

    private Set<String> interfaceNames() {
        return interfaces.stream()
                .filter(type -> type != Serializable.class)
                .map(Type::getInternalName)
                .collect(Collectors.toSet());
    }

    /** The interfaces that are neither {@code functionalInterface} nor {@link Serializable}. */
    List<Class<?>> markers(Class<?> functionalInterface) {
        List<Class<?>> markers = new ArrayList<>(interfaces);
        markers.remove(functionalInterface);
        markers.remove(Serializable.class);
        return markers;
    }

    /** The descriptors of the method other than {@code samDescriptor}. */
    List<String> bridges(String samDescriptor) {
        return samDescriptors.stream()
                .filter(each -> !each.equals(samDescriptor))
                .toList();
    }

    /** Whether the lambda class is serializable by its call site and not merely inherits the interface. */
    boolean serializable() {
        return writeReplace != null && interfaces.stream().anyMatch(Serializable.class::isAssignableFrom);
    }
}
