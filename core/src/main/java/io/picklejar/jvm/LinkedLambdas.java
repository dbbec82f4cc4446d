package io.picklejar.jvm;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The recipes of the lambda classes that PickleJar itself linked: such a lambda can be taken apart without privilege.
 *
 * <p>Thread-safe. A recipe hangs on its lambda class and goes with it.
 */
public final class LinkedLambdas {
    private static final ClassCache<AtomicReference<LambdaRecipe>> RECIPES = new ClassCache<>() {
        @Override
        protected AtomicReference<LambdaRecipe> computeValue(Class<?> lambdaClass) {
            return new AtomicReference<>();
        }
    };

    private LinkedLambdas() {}

    /** Notes the recipe that {@code lambdaClass} was linked from. */
    public static void remember(Class<?> lambdaClass, LambdaRecipe recipe) {
        RECIPES.get(lambdaClass).set(recipe);
    }

    /** The recipe that {@code lambdaClass} was linked from, or null if somebody else linked it. */
    public static @Nullable LambdaRecipe recipeOf(Class<?> lambdaClass) {
        return RECIPES.get(lambdaClass).get();
    }
}
