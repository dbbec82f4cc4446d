package io.picklejar.reduce;

/**
 * A class that may be missing at the receiver, since there is {@link io.picklejar.error.RemoteThrowable} to stand for its
 * objects: unlike with a {@code Class} value, the receiver does not refuse the pickle. For the engine only.
 *
 * @param type the class of a throwable
 */
public record ThrowableClass(Class<?> type) {}
