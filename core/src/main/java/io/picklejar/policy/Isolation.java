package io.picklejar.policy;

/**
 * Who shares the static state of code holders, the slices of capturing classes that shipped lambdas need.
 *
 * <p>Types that are instantiated or tested with {@code instanceof} are always one per unit id and reference loader, and
 * the first definition's statics win.
 */
public enum Isolation {
    /** Each payload has its own, as cloudpickle's functions have their own globals. The default of {@code loads}. */
    PER_PAYLOAD,
    /** Holders with equal code and equal initial state are one class. The default of the Flink and Beam plug-ins. */
    SHARED
}
