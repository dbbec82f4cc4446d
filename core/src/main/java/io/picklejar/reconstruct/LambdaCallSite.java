package io.picklejar.reconstruct;

import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.policy.CodeOrigin;
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
        MethodHandle target = target(recipe);
        return target.asSpreader(Object[].class, target.type().parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    /** A handle from the captured values, by their own types, to the lambda. */
    static MethodHandle target(LambdaRecipe recipe)
            throws IllegalAccessException, NoSuchMethodException, LambdaConversionException {
        Class<?> host = recipe.capturingClass();
        try {
            if (CodeOrigin.isJdk(host)) {
                // Without privilege nobody gets a lookup into the JDK, and for what is public there anybody's will do.
                return new LambdaCallSite(recipe, LambdaCallSite.class).link();
            }
        } catch (IllegalAccessException notPublic) {
            // the class itself may
        }
        try {
            return new LambdaCallSite(recipe, host).link();
        } catch (IllegalAccessException refused) {
            if (recipe.implClass() == host) {
                throw refused;
            }
            // The capturing class was a package mate, or a nestmate, of a class that is neither here.
            try {
                if (host.getClassLoader() instanceof UnitLoader loader) {
                    LambdaRecipe bridged = BridgeClass.define(recipe, loader);
                    return new LambdaCallSite(bridged, bridged.implClass()).link();
                }
                return new LambdaCallSite(recipe, recipe.implClass()).link();
            } catch (IllegalAccessException | NoSuchMethodException | LambdaConversionException again) {
                refused.addSuppressed(again);
                throw refused;
            }
        }
    }

    private MethodHandle link() throws IllegalAccessException, NoSuchMethodException, LambdaConversionException {
        Lookup lookup = host == LambdaCallSite.class ? HostLookup.any() : HostLookup.in(host);
        MethodType factory = methodType(recipe.factoryDescriptor());
        MethodType sam = methodType(recipe.samDescriptor());
        MethodType instantiated = methodType(recipe.instantiatedDescriptor());
        MethodHandle implementation = implementation(lookup);
        CallSite site = LambdaMetafactory.altMetafactory(
                lookup, recipe.samName(), factory, arguments(sam, implementation, instantiated));
        return site.getTarget();
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
