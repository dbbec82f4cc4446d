package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import org.jspecify.annotations.Nullable;

/**
 * A built-in kind of value: how it is taken apart, made again and completed. For the engine only.
 *
 * <p>Its number stands for it in pickles, so a number is never used again.
 *
 * @param <T> the type of the values, or the supertype that the kind handles them as
 */
public abstract class Kind<T> implements Reducer<T>, Reduction.Maker<T>, Reduction.StateSetter<T> {
    private final int number;

    Kind(int number) {
        this.number = number;
    }

    /** What stands for the kind in a pickle. */
    public final int number() {
        return number;
    }

    /** Whether objects of this very class may be of this kind. Does not initialize the class. */
    public abstract boolean handles(Class<?> type);

    /** Whether making an object takes the hash codes of its arguments. */
    public boolean hashesArguments() {
        return false;
    }

    /** The path of an argument of the maker. */
    public ObjectPath step(ObjectPath path, T value, int argument) {
        return path;
    }

    /** As {@link #step(ObjectPath, Object, int)}, for kinds whose paths depend on the order of the arguments. */
    public ObjectPath step(ObjectPath path, T value, @Nullable Object[] newArgs, int argument) {
        return step(path, value, argument);
    }

    /** {@inheritDoc} Kinds without state need not override this: only a damaged pickle asks for it. */
    @Override
    public void set(T object, @Nullable Object state) throws Exception {
        throw new IllegalArgumentException(getClass().getSimpleName() + " has no state");
    }
}
