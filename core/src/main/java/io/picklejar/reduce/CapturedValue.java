package io.picklejar.reduce;

import io.picklejar.jvm.LambdaRecipe;
import org.jspecify.annotations.Nullable;

/**
 * An object that hangs on code, not on data: a lambda captured it, or an inner object has it as its enclosing instance. If
 * nothing else refers to it, it travels without the fields that shipped code never reads. For the engine only.
 *
 * @param object the object
 * @param recipe of the lambda that captured it, or null for an enclosing instance
 * @param index which captured value it is, 0 for an enclosing instance
 */
public record CapturedValue(Object object, @Nullable LambdaRecipe recipe, int index) {
    /** The enclosing instance of an inner object. */
    public static CapturedValue enclosing(Object object) {
        return new CapturedValue(object, null, 0);
    }
}
