package io.picklejar.reduce;

import io.picklejar.policy.Substitute;

/**
 * Stands for an object that does not travel itself. For the engine only.
 *
 * @param type the class of the object
 * @param how what takes its place; neither {@code ERROR} nor {@code NULL}
 */
public record Substituted(Class<?> type, Substitute how) {
    /** A reducer that puts this in the place of every object it is asked for. */
    public static Reducer<Object> reducer(Substitute how) {
        return (value, context) -> how == Substitute.ERROR
                ? refuse(value, context)
                : SubstituteKind.reduce(new Substituted(value.getClass(), how), context, Kinds.SUBSTITUTE);
    }

    private static Reduction<?> refuse(Object value, ReduceContext context) {
        throw context.refuse(
                "cannot pickle a " + value.getClass().getName() + ": the jar was told not to, by onUnpicklable",
                "leave it out of the object graph, or choose another Substitute");
    }
}
