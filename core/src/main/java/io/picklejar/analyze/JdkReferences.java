package io.picklejar.analyze;

import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.policy.CodeOrigin;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Method references to public methods of the JDK, such as {@code String::length}. Any class could have made them, so the
 * class that did need not travel: {@link LambdaRecipe#anyCapturingClass()} stands for it.
 */
public final class JdkReferences {
    /** Per lambda class, so that all lambdas of one call site go on sharing a recipe. */
    private static final ClassCache<AtomicReference<LambdaRecipe>> FREED = new ClassCache<>() {
        @Override
        protected AtomicReference<LambdaRecipe> computeValue(Class<?> lambdaClass) {
            return new AtomicReference<>();
        }
    };

    private JdkReferences() {}

    /** The recipe of objects of the lambda class without its capturing class, if that makes no difference; else as it is. */
    public static LambdaRecipe freed(Class<?> lambdaClass, LambdaRecipe recipe) {
        AtomicReference<LambdaRecipe> known = FREED.get(lambdaClass);
        LambdaRecipe freed = known.get();
        if (freed == null) {
            freed = isFree(recipe) ? recipe.anyCapturingClass() : recipe;
            known.set(freed);
        }
        return freed;
    }

    private static boolean isFree(LambdaRecipe recipe) {
        ClassLoader loader = recipe.capturingClass().getClassLoader();
        try {
            return isPublicOfJdk(recipe.implClass())
                    && isPublicOfJdk(recipe.functionalInterface())
                    && recipe.markers().stream().allMatch(JdkReferences::isPublicOfJdk)
                    && recipe.bridges().stream().allMatch(bridge -> isPublicOfJdk(type(bridge, loader)))
                    && isPublicOfJdk(type(recipe.factoryDescriptor(), loader))
                    && isPublicOfJdk(type(recipe.instantiatedDescriptor(), loader))
                    && isPublicOfJdk(type(recipe.samDescriptor(), loader))
                    && isPublic(recipe, type(recipe.implDescriptor(), loader));
        } catch (TypeNotPresentException e) {
            return false;
        }
    }

    private static MethodType type(String descriptor, @Nullable ClassLoader loader) {
        return MethodType.fromMethodDescriptorString(descriptor, loader);
    }

    private static boolean isPublicOfJdk(MethodType type) {
        return isPublicOfJdk(type.returnType()) && type.parameterList().stream().allMatch(JdkReferences::isPublicOfJdk);
    }

    private static boolean isPublicOfJdk(Class<?> anyType) {
        Class<?> type = anyType;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.isPrimitive()
                || (CodeOrigin.isJdk(type)
                        && Modifier.isPublic(type.getModifiers())
                        && type.getModule().isExported(type.getPackageName()));
    }

    /** Asks the lookup that sees only what everybody may use. It also refuses methods that look at their caller. */
    private static boolean isPublic(LambdaRecipe recipe, MethodType type) {
        Lookup lookup = MethodHandles.publicLookup();
        Class<?> owner = recipe.implClass();
        try {
            return switch (recipe.implKind()) {
                case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, recipe.implName(), type) != null;
                case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type) != null;
                case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
                    lookup.findVirtual(owner, recipe.implName(), type) != null;
                default -> false;
            };
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return false;
        }
    }
}
