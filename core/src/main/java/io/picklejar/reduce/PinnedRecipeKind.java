package io.picklejar.reduce;

import io.picklejar.analyze.SliceHash;
import io.picklejar.error.CodeMismatchException;
import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.LambdaRecipe;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@link PinnedRecipe} of a lambda whose code goes by reference, made into a recipe for the receiver: never runs other code than was pickled.
 *
 * <p>The receiver links the method of the pickled name if it has the pickled hash; else the one among the class's other
 * nameless methods that has it; else the copy that travels along, if any; else it refuses.
 */
final class PinnedRecipeKind extends Kind<Object> {
    /** What was found, by class: hashing a class for the first time costs milliseconds. Goes with the class. */
    private static final ClassCache<Map<Pin, LambdaRecipe>> FOUND = new ClassCache<>() {
        @Override
        protected Map<Pin, LambdaRecipe> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** A recipe by the origin's names, and the hash of its code. */
    private record Pin(LambdaRecipe recipe, ByteBuffer hash) {}

    PinnedRecipeKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == PinnedRecipe.class;
    }

    @Override
    public Reduction<?> reduce(Object value, ReduceContext context) {
        PinnedRecipe pinned = (PinnedRecipe) value;
        return Reduction.of(this, pinned.recipe(), pinned.hash(), pinned.embedded());
    }

    @Override
    public LambdaRecipe make(@Nullable Object[] args) {
        LambdaRecipe recipe = (LambdaRecipe) Args.notNull(args, 0);
        LambdaRecipe found = find(recipe, (byte[]) Args.notNull(args, 1));
        if (found != null) {
            return found;
        }
        if (args[2] instanceof LambdaRecipe embedded) {
            return embedded;
        }
        String host = recipe.implClass().getName();
        throw new CodeMismatchException(
                "the lambda " + recipe + " was pickled with other code than " + host
                        + " has here, and none of its other lambdas has that code: the class was changed, or compiled by"
                        + " another compiler; use the same build on both sides, ship the code by value with"
                        + " .byValue(ClassRule.className(\"" + host + "\")), or send a copy along with"
                        + " .embedCode(ClassRule.className(\"" + host + "\"))",
                null);
    }

    private static @Nullable LambdaRecipe find(LambdaRecipe recipe, byte[] hash) {
        Map<Pin, LambdaRecipe> known = FOUND.get(recipe.implClass());
        Pin pin = new Pin(recipe, ByteBuffer.wrap(hash));
        LambdaRecipe found = known.get(pin);
        if (found == null) {
            found = search(recipe, hash);
            if (found != null) {
                known.put(pin, found);
            }
        }
        return found;
    }

    private static @Nullable LambdaRecipe search(LambdaRecipe recipe, byte[] hash) {
        if (Arrays.equals(hash, SliceHash.of(recipe))) {
            return recipe;
        }
        List<String> names = SliceHash.namesWith(hash, recipe);
        return names.isEmpty() ? null : recipe.withImplementation(names.get(0));
    }
}
