package io.picklejar.reconstruct;

import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.jvm.LinkedLambdas;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes lambdas from their recipes, as the {@code invokedynamic} instruction of the capturing class would.
 *
 * <p>Thread-safe. The linked call sites are cached; they hang on the capturing class and go with it.
 */
public final class LambdaLinker {
    private static final ClassCache<Map<LambdaRecipe, MethodHandle>> FACTORIES = new ClassCache<>() {
        @Override
        protected Map<LambdaRecipe, MethodHandle> computeValue(Class<?> capturingClass) {
            return new ConcurrentHashMap<>();
        }
    };

    private LambdaLinker() {}

    /**
     * Makes a lambda. Recipes that capture nothing give the same object each time, as the JVM's own call sites do.
     *
     * @param captured one value for each of {@link LambdaRecipe#factoryParameters()}, primitives boxed
     * @throws IllegalAccessException if the implementing method may not be called from the capturing class
     * @throws NoSuchMethodException if the class does not have the implementing method
     * @throws java.lang.invoke.LambdaConversionException if the types of the recipe do not fit together
     * @throws TypeNotPresentException if the capturing class does not see a class of the recipe's descriptors
     * @throws ClassCastException if a captured value is not of its type
     */
    public static Object link(LambdaRecipe recipe, @Nullable Object[] captured) throws Throwable {
        Map<LambdaRecipe, MethodHandle> factories = FACTORIES.get(recipe.capturingClass());
        MethodHandle factory = factories.get(recipe);
        if (factory == null) {
            factory = LambdaCallSite.factory(recipe);
            factories.put(recipe, factory);
        }
        Object lambda = (Object) factory.invokeExact(captured);
        LinkedLambdas.remember(lambda.getClass(), recipe);
        return lambda;
    }

    /** The recipe that a lambda class was linked from, or null if this class did not link it. */
    public static @Nullable LambdaRecipe recipeOf(Class<?> lambdaClass) {
        return LinkedLambdas.recipeOf(lambdaClass);
    }
}
