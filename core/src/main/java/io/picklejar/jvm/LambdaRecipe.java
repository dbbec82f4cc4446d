package io.picklejar.jvm;

import java.lang.invoke.MethodHandleInfo;
import java.util.List;
import java.util.Objects;

/**
 * What a lambda or method reference is made of, apart from its captured values: the static arguments of its call to
 * {@link java.lang.invoke.LambdaMetafactory} (JLS 15.13.3, 15.27.4). All lambdas of one call site share a recipe.
 *
 * <p>Immutable; keeps its classes alive.
 *
 * @param capturingClass the class whose code made the lambda, or {@link Object} where any class could have
 * @param functionalInterface the interface the lambda expression was written for
 * @param samName the name of the interface's single abstract method
 * @param samDescriptor the erased descriptor of that method
 * @param implKind the kind of the implementing method, a {@code REF_} constant of {@link MethodHandleInfo}
 * @param implClass the class that the implementing method is looked up in
 * @param implName the implementing method, {@code <init>} for a constructor reference
 * @param implDescriptor its descriptor; of a constructor it returns {@code V}
 * @param implIsInterface whether {@code implClass} is an interface
 * @param instantiatedDescriptor the descriptor that calls are checked against: {@code samDescriptor} with its type
 *     variables instantiated
 * @param factoryParameters the types of the captured values, {@code (ILjava/lang/String;)}; a bound receiver comes first
 * @param serializable whether the lambda has a {@code writeReplace} of its own
 * @param markers further interfaces it implements, without {@link java.io.Serializable}
 * @param bridges further descriptors of the method it answers to
 */
public record LambdaRecipe(
        Class<?> capturingClass,
        Class<?> functionalInterface,
        String samName,
        String samDescriptor,
        int implKind,
        Class<?> implClass,
        String implName,
        String implDescriptor,
        boolean implIsInterface,
        String instantiatedDescriptor,
        String factoryParameters,
        boolean serializable,
        List<Class<?>> markers,
        List<String> bridges) {

    /** Checks for nulls and copies the lists. */
    public LambdaRecipe {
        Objects.requireNonNull(capturingClass, "capturingClass");
        Objects.requireNonNull(functionalInterface, "functionalInterface");
        Objects.requireNonNull(samName, "samName");
        Objects.requireNonNull(samDescriptor, "samDescriptor");
        Objects.requireNonNull(implClass, "implClass");
        Objects.requireNonNull(implName, "implName");
        Objects.requireNonNull(implDescriptor, "implDescriptor");
        Objects.requireNonNull(instantiatedDescriptor, "instantiatedDescriptor");
        Objects.requireNonNull(factoryParameters, "factoryParameters");
        markers = List.copyOf(markers);
        bridges = List.copyOf(bridges);
        if (implKind < MethodHandleInfo.REF_invokeVirtual || implKind > MethodHandleInfo.REF_invokeInterface) {
            throw new IllegalArgumentException("not the kind of a method or constructor: " + implKind);
        }
    }

    /** This recipe for a method that every class may call, and types that every class sees. */
    public LambdaRecipe anyCapturingClass() {
        return new LambdaRecipe(
                Object.class,
                functionalInterface,
                samName,
                samDescriptor,
                implKind,
                implClass,
                implName,
                implDescriptor,
                implIsInterface,
                instantiatedDescriptor,
                factoryParameters,
                serializable,
                markers,
                bridges);
    }

    /** The descriptor of the call that makes the lambda: from the captured values to the functional interface. */
    public String factoryDescriptor() {
        return factoryParameters + functionalInterface.descriptorString();
    }

    /**
     * Whether the first captured value is the receiver of the implementation: {@code this} of a lambda body, or the object
     * of a bound method reference.
     */
    public boolean runsOnReceiver() {
        return implKind != MethodHandleInfo.REF_invokeStatic
                && implKind != MethodHandleInfo.REF_newInvokeSpecial
                && !factoryParameters.equals("()");
    }

    /** The same, run by another method of the same class and descriptor. */
    public LambdaRecipe withImplementation(String name) {
        return new LambdaRecipe(
                capturingClass,
                functionalInterface,
                samName,
                samDescriptor,
                implKind,
                implClass,
                name,
                implDescriptor,
                implIsInterface,
                instantiatedDescriptor,
                factoryParameters,
                serializable,
                markers,
                bridges);
    }

    /** The same, made and run by a class with a static method that takes the place of the implementation. */
    public LambdaRecipe runBy(Class<?> host, String name, String descriptor) {
        return new LambdaRecipe(
                host,
                functionalInterface,
                samName,
                samDescriptor,
                MethodHandleInfo.REF_invokeStatic,
                host,
                name,
                descriptor,
                false,
                instantiatedDescriptor,
                factoryParameters,
                serializable,
                markers,
                bridges);
    }

    /** The lambda as a method reference with its interface, for messages: {@code com.acme.Job::lambda$run$0}. */
    @Override
    public String toString() {
        return implClass.getName() + "::" + (implName.equals("<init>") ? "new" : implName) + " as "
                + functionalInterface.getName();
    }
}
