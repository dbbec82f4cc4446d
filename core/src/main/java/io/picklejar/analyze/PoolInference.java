package io.picklejar.analyze;

import io.picklejar.analyze.LambdaPool.Member;
import io.picklejar.jvm.LambdaRecipe;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Makes up the call site of a lambda from its constant pool and shape, for capturing classes whose class file is not to
 * be had. The result runs as the original; only its instantiated type may be wider or narrower, which shows in casts.
 */
final class PoolInference {
    private final LambdaShape shape;
    private final LambdaPool pool;
    private final @Nullable ClassLoader loader;
    private final Class<?> functionalInterface;
    private final String samDescriptor;

    private PoolInference(LambdaShape shape, LambdaPool pool) {
        this.shape = shape;
        this.pool = pool;
        this.loader = shape.capturingClass().getClassLoader();
        this.functionalInterface = shape.interfaces().get(0);
        // Several descriptors: the interface's own one, the others are inherited and become bridges.
        this.samDescriptor = Stream.of(functionalInterface.getDeclaredMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Type::getMethodDescriptor)
                .filter(shape.samDescriptors()::contains)
                .findFirst()
                .orElseGet(() -> shape.samDescriptors().iterator().next());
    }

    /** The recipe of the lambda, or null if no method of the pool can implement it. */
    static @Nullable LambdaRecipe infer(LambdaShape shape, LambdaPool pool) {
        PoolInference inference = new PoolInference(shape, pool);
        MethodHandleInfo direct = pool.direct();
        try {
            if (direct != null) {
                return inference.recipe(
                        direct.getReferenceKind(),
                        direct.getDeclaringClass(),
                        direct.getName(),
                        direct.getMethodType());
            }
            for (Member member : pool.candidates()) {
                LambdaRecipe recipe = inference.recipe(member);
                if (recipe != null) {
                    return recipe;
                }
            }
            return null;
        } catch (ClassNotFoundException | TypeNotPresentException invisible) {
            return null;
        }
    }

    private @Nullable LambdaRecipe recipe(Member member) throws ClassNotFoundException {
        Class<?> owner = Class.forName(member.owner().replace('/', '.'), false, loader);
        return recipe(kind(member, owner), owner, member.name(), methodType(member.descriptor()));
    }

    private @Nullable LambdaRecipe recipe(int kind, Class<?> owner, String name, MethodType type) {
        boolean hasReceiver =
                kind != MethodHandleInfo.REF_invokeStatic && kind != MethodHandleInfo.REF_newInvokeSpecial;
        MethodType called = hasReceiver ? type.insertParameterTypes(0, owner) : type;
        if (kind == MethodHandleInfo.REF_newInvokeSpecial) {
            called = called.changeReturnType(owner);
        }
        MethodType captured = methodType(shape.factoryParameters() + "V");
        MethodType instantiated = narrowestSam();
        int captures = captured.parameterCount();
        if (captures + instantiated.parameterCount() != called.parameterCount()) {
            return null;
        }
        for (int index = 0; index < captures; index++) {
            if (!called.parameterType(index).isAssignableFrom(captured.parameterType(index))) {
                return null;
            }
        }
        instantiated = instantiate(instantiated, called.dropParameterTypes(0, captures), name);
        if (instantiated == null) {
            return null;
        }
        return new LambdaRecipe(
                shape.capturingClass(),
                functionalInterface,
                shape.samName(),
                samDescriptor,
                kind,
                owner,
                name,
                type.toMethodDescriptorString(),
                owner.isInterface(),
                instantiated.toMethodDescriptorString(),
                shape.factoryParameters(),
                shape.serializable(),
                shape.markers(functionalInterface),
                shape.bridges(samDescriptor));
    }

    /** The narrowest of each type among the method's descriptors, as {@link java.lang.invoke.LambdaMetafactory} checks. */
    private MethodType narrowestSam() {
        MethodType narrowest = methodType(samDescriptor);
        for (String bridge : shape.bridges(samDescriptor)) {
            MethodType other = methodType(bridge);
            for (int index = 0; index < narrowest.parameterCount(); index++) {
                narrowest = narrowest.changeParameterType(
                        index, narrower(narrowest.parameterType(index), other.parameterType(index)));
            }
            narrowest = narrowest.changeReturnType(narrower(narrowest.returnType(), other.returnType()));
        }
        return narrowest;
    }

    private Unboxing unboxing(MethodType called, String implName) {
        Set<Class<?>> unboxed = pool.unboxed(implName);
        if (!unboxed.remove(Number.class)) {
            return new Unboxing(unboxed, unboxed);
        }
        // The box types of numbers show in casts only, among others that are mentioned for another reason.
        Set<Class<?>> mentioned = pool.mentionedBoxes();
        Set<Class<?>> certain = new HashSet<>(mentioned);
        certain.removeAll(pool.boxed());
        certain.removeAll(called.parameterList());
        certain.remove(called.returnType());
        certain.addAll(unboxed);
        return new Unboxing(mentioned, certain);
    }

    /** Narrows the method's own type to what the implementation takes, or null if its boxed arguments cannot be told. */
    private @Nullable MethodType instantiate(MethodType sam, MethodType called, String implName) {
        List<Integer> unboxed = IntStream.range(0, sam.parameterCount())
                .filter(index -> !sam.parameterType(index).isPrimitive()
                        && called.parameterType(index).isPrimitive())
                .boxed()
                .toList();
        MethodType instantiated = called;
        if (!unboxed.isEmpty()) {
            List<Class<?>> boxes = unboxing(called, implName)
                    .assign(unboxed.stream()
                            .<Class<?>>map(called::parameterType)
                            .toList());
            if (boxes == null) {
                return null;
            }
            for (int position = 0; position < boxes.size(); position++) {
                instantiated = instantiated.changeParameterType(unboxed.get(position), boxes.get(position));
            }
        }
        MethodType narrowest = sam;
        for (int index = 0; index < sam.parameterCount(); index++) {
            narrowest = narrowest.changeParameterType(
                    index, narrower(sam.parameterType(index), instantiated.parameterType(index)));
        }
        return narrowest.changeReturnType(narrower(sam.returnType(), called.returnType()));
    }

    private static Class<?> narrower(Class<?> declared, Class<?> used) {
        Class<?> boxed = MethodType.methodType(used).wrap().returnType();
        return !declared.isPrimitive() && declared.isAssignableFrom(boxed) ? boxed : declared;
    }

    private MethodType methodType(String descriptor) {
        return MethodType.fromMethodDescriptorString(descriptor, loader);
    }

    private static int kind(Member member, Class<?> owner) {
        if (member.name().equals("<init>")) {
            return MethodHandleInfo.REF_newInvokeSpecial;
        }
        if (isStatic(member, owner)) {
            return MethodHandleInfo.REF_invokeStatic;
        }
        return member.ownerIsInterface() ? MethodHandleInfo.REF_invokeInterface : MethodHandleInfo.REF_invokeVirtual;
    }

    private static boolean isStatic(Member member, Class<?> owner) {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(member.name())
                            && Type.getMethodDescriptor(method).equals(member.descriptor()))
                    .toList();
            if (!methods.isEmpty()) {
                return Modifier.isStatic(methods.get(0).getModifiers());
            }
        }
        return false;
    }
}
