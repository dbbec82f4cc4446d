package io.picklejar.jvm;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How classes travel in one dump. The analysis of the shipped code may find that a by-reference class has to come along
 * and pull it in; then the dump is done again. Not thread-safe.
 */
public interface Travel {
    /** Whether the class file travels. Arrays are asked by their elements. */
    boolean isByValue(Class<?> type);

    /** Why the class travels as it does, in words. */
    String reason(Class<?> type);

    /**
     * Lets a by-reference class, with its nest, travel by value.
     *
     * @param why in words: {@code com.acme.Job uses it and it is not public}
     * @return null, or why that may not be, in words
     */
    @Nullable
    String pullIn(Class<?> type, String why);

    /** The hosts of the nests that were pulled in so far. */
    Set<Class<?>> pulledInNests();

    /** Whether the class travels by value only because it was pulled in. */
    boolean isPulledIn(Class<?> type);

    /** Whether the class is known to every receiver: the JDK's, PickleJar's, an engine's. */
    boolean isKnownEverywhere(Class<?> type);
}
