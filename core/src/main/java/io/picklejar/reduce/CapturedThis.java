package io.picklejar.reduce;

/**
 * An object that a lambda captured as {@code this}: if nothing else refers to it, it travels without the fields that
 * shipped code never reads. For the engine only.
 *
 * @param object the object
 */
public record CapturedThis(Object object) {}
