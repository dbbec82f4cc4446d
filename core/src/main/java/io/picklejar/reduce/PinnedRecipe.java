package io.picklejar.reduce;

import io.picklejar.jvm.LambdaRecipe;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a lambda whose code goes by reference, with what tells that code from its neighbours. Compared by identity:
 * all lambdas of one class share it.
 */
final class PinnedRecipe {
    private final LambdaRecipe recipe;
    private final byte[] hash;
    private final @Nullable LambdaRecipe embedded;

    /**
     * A recipe and its pin.
     *
     * @param recipe by the names of the origin
     * @param hash the {@link io.picklejar.analyze.SliceHash} of the method it runs, not copied
     * @param embedded the recipe of a copy of that method that travels along, or null
     */
    PinnedRecipe(LambdaRecipe recipe, byte[] hash, @Nullable LambdaRecipe embedded) {
        this.recipe = recipe;
        this.hash = hash;
        this.embedded = embedded;
    }

    LambdaRecipe recipe() {
        return recipe;
    }

    byte[] hash() {
        return hash;
    }

    @Nullable
    LambdaRecipe embedded() {
        return embedded;
    }
}
