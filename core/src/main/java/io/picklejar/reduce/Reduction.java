package io.picklejar.reduce;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an object is made of: cloudpickle's six-tuple {@code (maker, newArgs, state, listItems, mapItems, stateSetter)}.
 *
 * <p>At load, {@code maker} is called with {@code newArgs} and the result is memoized; then {@code state} is loaded and
 * handed to {@code stateSetter}, then the list items and the map items are added. So cycles may run through state and
 * items, never through {@code newArgs}. Maker and setter are values of the pickle like any other: lambdas and method
 * references will do, and travel by reference or by value as their class does. Immutable.
 *
 * @param <T> the type of the object
 */
public final class Reduction<T> {
    /**
     * Makes the object from its arguments; has to work at a receiver.
     *
     * @param <T> the type of the object
     */
    @FunctionalInterface
    public interface Maker<T> {
        /** The new object. */
        T make(@Nullable Object[] newArgs) throws Exception;
    }

    /**
     * Completes an object with its state; has to work at a receiver.
     *
     * @param <T> the type of the object
     */
    @FunctionalInterface
    public interface StateSetter<T> {
        /** Puts the state into the object. */
        void set(T object, @Nullable Object state) throws Exception;
    }

    private final Maker<? extends T> maker;
    private final @Nullable Object[] newArgs;
    private final boolean hasState;
    private final @Nullable Object state;
    private final @Nullable StateSetter<? super T> stateSetter;
    private final @Nullable Iterable<?> listItems;
    private final @Nullable Iterable<? extends Map.Entry<?, ?>> mapItems;

    private Reduction(
            Maker<? extends T> maker,
            @Nullable Object[] newArgs,
            boolean hasState,
            @Nullable Object state,
            @Nullable StateSetter<? super T> stateSetter,
            @Nullable Iterable<?> listItems,
            @Nullable Iterable<? extends Map.Entry<?, ?>> mapItems) {
        this.maker = maker;
        this.newArgs = newArgs;
        this.hasState = hasState;
        this.state = state;
        this.stateSetter = stateSetter;
        this.listItems = listItems;
        this.mapItems = mapItems;
    }

    /** An object that {@code maker} makes from {@code newArgs} alone. */
    public static <T> Reduction<T> of(Maker<? extends T> maker, @Nullable Object... newArgs) {
        return new Reduction<>(requireNonNull(maker, "maker"), newArgs.clone(), false, null, null, null, null);
    }

    /** This reduction with state, which {@code stateSetter} puts into the object after it was memoized. */
    public Reduction<T> withState(@Nullable Object state, StateSetter<? super T> stateSetter) {
        return new Reduction<>(
                maker, newArgs, true, state, requireNonNull(stateSetter, "stateSetter"), listItems, mapItems);
    }

    /** This reduction with items that {@link java.util.Collection#add} adds to the object, in this order. */
    public Reduction<T> withListItems(Iterable<?> items) {
        return new Reduction<>(maker, newArgs, hasState, state, stateSetter, requireNonNull(items, "items"), mapItems);
    }

    /** This reduction with entries that {@link Map#put} puts into the object, in this order. */
    public Reduction<T> withMapItems(Iterable<? extends Map.Entry<?, ?>> items) {
        return new Reduction<>(maker, newArgs, hasState, state, stateSetter, listItems, requireNonNull(items, "items"));
    }

    /** Makes the object. */
    public Maker<? extends T> maker() {
        return maker;
    }

    /** The maker's arguments; the array is the reduction's own and not to be changed. */
    public @Nullable Object[] newArgs() {
        return newArgs;
    }

    /** Whether there is state; it may be null all the same. */
    public boolean hasState() {
        return hasState;
    }

    /** The state, or null. */
    public @Nullable Object state() {
        return state;
    }

    /** Puts the state into the object, or null if there is none. */
    public @Nullable StateSetter<? super T> stateSetter() {
        return stateSetter;
    }

    /** The items of a collection, or null if it is none. */
    public @Nullable Iterable<?> listItems() {
        return listItems;
    }

    /** The entries of a map, or null if it is none. */
    public @Nullable Iterable<? extends Map.Entry<?, ?>> mapItems() {
        return mapItems;
    }
}
