package io.picklejar.reduce;

/**
 * A class that is mentioned for its static members only, as the capturing class of a lambda: unlike a {@code Class}
 * value, the mention does not make the class travel whole. For the engine only.
 *
 * @param type the class
 */
public record HostClass(Class<?> type) {}
