package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.PicklingException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a reducer may ask while it takes an object apart. Valid during the call only. */
public interface ReduceContext {
    /** Where the object sits. */
    ObjectPath path();

    /** Whether the class travels by value: its class file inside the pickle. */
    boolean isByValue(Class<?> type);

    /** Whether the class travels by value and its statics arrive as they are, instead of from its own initializer. */
    boolean isSnapshot(Class<?> type);

    /** Whether lambdas of the by-reference class bring a copy of their code along. */
    boolean embedsCode(Class<?> type);

    /**
     * The items of a hash container, sorted if the jar is deterministic: by what they are, whatever the JVM and the order
     * in which they were added; else as they come.
     *
     * @param container the object that is being taken apart
     * @param key what an item is sorted by: the item itself, or the key of an entry
     */
    <T extends @Nullable Object> Collection<T> inCanonicalOrder(
            Object container, Collection<T> items, Function<? super T, ? extends @Nullable Object> key);

    /**
     * The exception for an object that must not travel.
     *
     * @param what the object and the reason, without a final full stop
     * @param advice what the user can do, an imperative without a final full stop
     */
    PicklingException refuse(String what, String advice);
}
