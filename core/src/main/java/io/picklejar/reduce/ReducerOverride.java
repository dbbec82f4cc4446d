package io.picklejar.reduce;

import org.jspecify.annotations.Nullable;

/**
 * Asked first, for every object that is not null, a primitive box, a string or a class. cloudpickle: {@code
 * Pickler.reducer_override}. Has to be thread-safe.
 */
@FunctionalInterface
public interface ReducerOverride {
    /** What the object is made of, or null to let the usual order of reducers decide. */
    @Nullable
    Reduction<?> reduce(Object value, ReduceContext context);
}
