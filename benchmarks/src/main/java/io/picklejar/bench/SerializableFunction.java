package io.picklejar.bench;

import java.io.Serializable;
import java.util.function.Function;

/**
 * A function for the peers that pickle no lambda unless its interface is {@link Serializable}.
 *
 * @param <A> what it takes
 * @param <R> what it gives
 */
interface SerializableFunction<A, R> extends Function<A, R>, Serializable {}
