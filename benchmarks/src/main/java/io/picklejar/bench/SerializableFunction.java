package io.picklejar.bench;

import java.io.Serializable;
import java.util.function.Function;

/**
 * A function for the peers that pickle no lambda unless its interface is {@link Serializable}. Public, since lambdas of
 * other loaders implement it.
 *
 * @param <A> what it takes
 * @param <R> what it gives
 */
public interface SerializableFunction<A, R> extends Function<A, R>, Serializable {}
