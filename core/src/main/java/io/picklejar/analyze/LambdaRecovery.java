package io.picklejar.analyze;

import io.picklejar.jvm.Access;
import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.jvm.LinkedLambdas;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes lambdas and method references apart: the recipe they were made from, and the values they captured.
 *
 * <p>Tiers, the first that answers wins: the recipe that PickleJar itself linked the lambda from; {@code writeReplace}
 * of a serializable lambda; the lambda class's constant pool compared with the call sites of the capturing class; the
 * constant pool alone; the only call site that fits. The two with the constant pool need {@link Access#trusted()}.
 *
 * <p>Thread-safe. Recipes are cached; a recipe hangs on its lambda class and goes with it.
 */
public final class LambdaRecovery {
    private static final String ADVICE = "start the JVM with -javaagent:picklejar-agent.jar, or without"
            + " -Dio.picklejar.access=none and with --add-opens java.base/java.lang.invoke=ALL-UNNAMED, which is Add-Opens:"
            + " java.base/java.lang.invoke in the manifest of its main jar; or make the functional interface"
            + " Serializable, as the cast to (Supplier<String> & Serializable) does; or use a named class";

    private static final ClassCache<AtomicReference<LambdaRecipe>> RECIPES = new ClassCache<>() {
        @Override
        protected AtomicReference<LambdaRecipe> computeValue(Class<?> lambdaClass) {
            return new AtomicReference<>();
        }
    };

    private static final ClassCache<List<Field>> FIELDS = new ClassCache<>() {
        @Override
        protected List<Field> computeValue(Class<?> lambdaClass) {
            return LambdaShape.fieldsOf(lambdaClass);
        }
    };

    private LambdaRecovery() {}

    /** Whether {@code type} is a class that {@link java.lang.invoke.LambdaMetafactory} made for a lambda. */
    public static boolean isLambda(Class<?> type) {
        return LambdaShape.isLambda(type);
    }

    /**
     * The recipe of a lambda or method reference.
     *
     * @param lambda an object whose class {@link #isLambda}
     * @throws LambdaNotRecoveredException if no tier answers, naming the remedies
     */
    public static LambdaRecipe recipeOf(Object lambda) {
        Class<?> lambdaClass = lambda.getClass();
        AtomicReference<LambdaRecipe> cached = RECIPES.get(lambdaClass);
        LambdaRecipe recipe = cached.get();
        if (recipe == null) {
            recipe = recover(lambda, lambdaClass);
            cached.set(recipe);
        }
        return recipe;
    }

    /**
     * The values that a lambda captured, in the order of {@link LambdaRecipe#factoryParameters()}, primitives boxed.
     *
     * @param lambda an object whose class {@link #isLambda}
     * @throws LambdaNotRecoveredException if a value cannot be read, naming the remedies
     */
    public static @Nullable Object[] captured(Object lambda) {
        List<Field> fields = FIELDS.get(lambda.getClass());
        @Nullable Object[] captured = new @Nullable Object[fields.size()];
        for (int index = 0; index < captured.length; index++) {
            try {
                captured[index] = Access.get(fields.get(index), lambda);
            } catch (IllegalAccessException refused) {
                throw new LambdaNotRecoveredException(
                        "captured value " + index + " of lambda "
                                + lambda.getClass().getName() + " cannot be read",
                        ADVICE,
                        refused);
            }
        }
        return captured;
    }

    private static LambdaRecipe recover(Object lambda, Class<?> lambdaClass) {
        if (!isLambda(lambdaClass)) {
            throw new IllegalArgumentException("not a lambda: " + lambdaClass.getName());
        }
        LambdaRecipe linked = LinkedLambdas.recipeOf(lambdaClass);
        if (linked != null) {
            return linked;
        }
        try {
            LambdaShape shape = LambdaShape.of(lambdaClass);
            LambdaRecipe recipe = fromWriteReplace(lambda, shape);
            return recipe == null ? fromClassFiles(lambdaClass, shape) : recipe;
        } catch (ClassNotFoundException invisible) {
            throw new LambdaNotRecoveredException(
                    "the method that lambda " + lambdaClass.getName() + " runs cannot be found: "
                            + invisible.getMessage() + " cannot be loaded",
                    "use a named class",
                    invisible);
        }
    }

    private static @Nullable LambdaRecipe fromWriteReplace(Object lambda, LambdaShape shape)
            throws ClassNotFoundException {
        if (shape.writeReplace() == null) {
            return null;
        }
        try {
            Object replacement = Access.invoke(shape.writeReplace(), lambda);
            return replacement instanceof SerializedLambda form ? shape.recipe(form) : null;
        } catch (IllegalAccessException | InvocationTargetException refused) {
            return null;
        }
    }

    private static LambdaRecipe fromClassFiles(Class<?> lambdaClass, LambdaShape shape) throws ClassNotFoundException {
        List<LambdaSite> fitting = LambdaSites.of(shape.capturingClass()).stream()
                .filter(shape::fits)
                .toList();
        LambdaPool pool = LambdaPool.of(lambdaClass);
        if (pool != null) {
            List<LambdaSite> sites = pool.sitesOf(fitting);
            if (!sites.isEmpty()) {
                return sites.get(0).resolve(shape.capturingClass());
            }
            LambdaRecipe inferred = PoolInference.infer(shape, pool);
            if (inferred != null) {
                return inferred;
            }
        }
        long implementations =
                fitting.stream().map(LambdaSite::implementation).distinct().count();
        if (implementations == 1) {
            return fitting.get(0).resolve(shape.capturingClass());
        }
        throw new LambdaNotRecoveredException(
                "the method that lambda " + lambdaClass.getName() + " runs cannot be told: " + implementations
                        + " call sites of " + shape.capturingClass().getName() + " fit, and the access tier is "
                        + Access.tier(),
                ADVICE,
                null);
    }
}
