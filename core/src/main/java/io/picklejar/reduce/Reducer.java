package io.picklejar.reduce;

import org.jspecify.annotations.Nullable;

/**
 * Takes apart the objects of one type.
 *
 * <p>Registered with {@code PickleJar.Builder.reducer}; asked for objects of that very class and, if no closer reducer
 * answers, of its subclasses. Has to be thread-safe. cloudpickle: an entry of {@code dispatch_table}.
 *
 * @param <T> the type it reduces
 */
@FunctionalInterface
public interface Reducer<T> {
    /**
     * What the object is made of, or null if this reducer leaves it to the next one.
     *
     * @param value never null
     * @param context what a reducer may ask while it works; not to be kept
     */
    @Nullable
    Reduction<?> reduce(T value, ReduceContext context);
}
