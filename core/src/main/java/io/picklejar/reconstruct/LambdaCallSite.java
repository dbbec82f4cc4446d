package io.picklejar.reconstruct;

import io.picklejar.jvm.LambdaRecipe;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Links the call site of one recipe through {@link LambdaMetafactory}. */
final class LambdaCallSite {
    private final LambdaRecipe recipe;
    private final Class<?> host;

    private LambdaCallSite(LambdaRecipe recipe, Class<?> host) {
        this.recipe = recipe;
        this.host = host;
    }

    /** A handle of type {@code (Object[])Object} from the captured values to the lambda. */
    static MethodHandle factory(LambdaRecipe recipe)
            throws IllegalAccessException, NoSuchMethodException, LambdaConversionException {
        try {
            return new LambdaCallSite(recipe, recipe.capturingClass()).link();
        } catch (IllegalAccessException refused) {
            if (recipe.implClass() == recipe.capturingClass()) {
                throw refused;
            }
            // The capturing class was a package mate of a class that is not of its package here: the lambda becomes a
            // nestmate of the class whose method it runs.
            try {
                return new LambdaCallSite(recipe, recipe.implClass()).link();
            } catch (IllegalAccessException | NoSuchMethodException | LambdaConversionException again) {
                refused.addSuppressed(again);
                throw refused;
            }
        }
    }

    private MethodHandle link() throws IllegalAccessException, NoSuchMethodException, LambdaConversionException {
        Lookup lookup = recipe.hasAnyCapturingClass() ? HostLookup.any() : HostLookup.in(host);
        MethodType factory = methodType(recipe.factoryDescriptor());
        MethodType sam = methodType(recipe.samDescriptor());
        MethodType instantiated = methodType(recipe.instantiatedDescriptor());
        MethodHandle implementation = implementation(lookup);
        CallSite site = LambdaMetafactory.altMetafactory(
                lookup, recipe.samName(), factory, arguments(sam, implementation, instantiated));
        return site.getTarget()
                .asSpreader(Object[].class, factory.parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    private MethodHandle implementation(Lookup lookup) throws IllegalAccessException, NoSuchMethodException {
        Class<?> owner = recipe.implClass();
        String name = recipe.implName();
        MethodType type = methodType(recipe.implDescriptor());
        return switch (recipe.implKind()) {
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, type);
            case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
            case MethodHandleInfo.REF_invokeSpecial ->
                owner.isAssignableFrom(host)
                        ? lookup.findSpecial(owner, name, type, host)
                        : lookup.findVirtual(owner, name, type);
            default -> lookup.findVirtual(owner, name, type);
        };
    }

    /** The static arguments of {@code altMetafactory}, in the order that it documents. */
    private Object[] arguments(MethodType sam, MethodHandle implementation, MethodType instantiated) {
        int flags = (recipe.serializable() ? LambdaMetafactory.FLAG_SERIALIZABLE : 0)
                | (recipe.markers().isEmpty() ? 0 : LambdaMetafactory.FLAG_MARKERS)
                | (recipe.bridges().isEmpty() ? 0 : LambdaMetafactory.FLAG_BRIDGES);
        List<Object> arguments = new ArrayList<>(List.of(sam, implementation, instantiated, flags));
        if (!recipe.markers().isEmpty()) {
            arguments.add(recipe.markers().size());
            arguments.addAll(recipe.markers());
        }
        if (!recipe.bridges().isEmpty()) {
            arguments.add(recipe.bridges().size());
            recipe.bridges().forEach(bridge -> arguments.add(methodType(bridge)));
        }
        return arguments.toArray();
    }

    private MethodType methodType(String descriptor) {
        return MethodType.fromMethodDescriptorString(descriptor, host.getClassLoader());
    }
}
