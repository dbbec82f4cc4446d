package io.picklejar.reduce;

import io.picklejar.analyze.OutlinedClass;
import io.picklejar.analyze.SliceHash;
import io.picklejar.error.Problem;
import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.policy.CodeOrigin;
import io.picklejar.reconstruct.OutlineLoader;
import org.jspecify.annotations.Nullable;

/**
 * What travels for the code of a lambda.
 *
 * <ul>
 *   <li>By value: the recipe, and the slice of its class that it needs.
 *   <li>A method whose name is part of an API, {@code Job::rate}: the recipe.
 *   <li>A body that some compiler named, of the JDK: the recipe of a copy, which travels along. The bodies change their
 *       names between JDKs: {@code Function.lambda$andThen$1} of JDK 17 is {@code lambda$andThen$0} of JDK 25.
 *   <li>Such a body of another by-reference class: the recipe with a hash, and perhaps a copy.
 * </ul>
 *
 * <p>Thread-safe. Kept for each lambda class, and goes with it.
 */
final class LambdaCode {
    private static final ClassCache<LambdaCode> OF_CLASS = new ClassCache<>() {
        @Override
        protected LambdaCode computeValue(Class<?> lambdaClass) {
            return new LambdaCode();
        }
    };

    private @Nullable Object byReference;
    private @Nullable Object embedding;

    private LambdaCode() {}

    /** A {@link LambdaRecipe} or a {@link PinnedRecipe}, the same for all lambdas of the class. */
    static Object of(Class<?> lambdaClass, LambdaRecipe recipe, ReduceContext context) {
        if (context.isByValue(recipe.implClass())) {
            return recipe;
        }
        LambdaCode code = OF_CLASS.get(lambdaClass);
        return context.embedsCode(recipe.implClass()) ? code.embedding(recipe) : code.byReference(recipe);
    }

    private synchronized Object byReference(LambdaRecipe recipe) {
        if (byReference == null) {
            LambdaRecipe copy = CodeOrigin.isJdk(recipe.implClass()) ? copyOf(recipe) : null;
            byReference = copy == null ? pinned(recipe, null) : copy;
        }
        return byReference;
    }

    private synchronized Object embedding(LambdaRecipe recipe) {
        if (embedding == null) {
            embedding = CodeOrigin.isJdk(recipe.implClass()) ? byReference(recipe) : pinned(recipe, copyOf(recipe));
        }
        return embedding;
    }

    private static Object pinned(LambdaRecipe recipe, @Nullable LambdaRecipe copy) {
        if (!SliceHash.isNameless(recipe)) {
            return recipe;
        }
        byte[] hash = SliceHash.of(recipe);
        if (hash == null) {
            throw new CodeProblemException(
                    Problem.NO_CLASS_BYTES,
                    "the lambda " + recipe + " travels by reference, but the class file of "
                            + recipe.implClass().getName()
                            + " cannot be read, so that a receiver could not tell it from its neighbours",
                    "load the class through a class loader that serves its class files as resources, provide a"
                            + " ClassBytesProvider, start the JVM with -javaagent:picklejar-agent.jar, or pickle a reference"
                            + " to a named method that is not private",
                    null);
        }
        return new PinnedRecipe(recipe, hash, copy);
    }

    /** The recipe of a copy of the method it runs, or null if the method has a name to rely on or cannot be copied. */
    private static @Nullable LambdaRecipe copyOf(LambdaRecipe recipe) {
        if (!SliceHash.isNameless(recipe) || SliceHash.of(recipe) == null) {
            return null;
        }
        OutlinedClass outlined = OutlinedClass.of(recipe.implClass());
        OutlinedClass.Method method = outlined.methodFor(recipe.implName(), recipe.implDescriptor());
        return method == null
                ? null
                : recipe.runBy(
                        OutlineLoader.define(recipe.implClass(), outlined.name(), outlined.classFile()),
                        method.name(),
                        method.descriptor());
    }
}
