package io.picklejar.policy;

import java.util.Set;

/**
 * Which shipped code a receiver may define. Asked for every unit of a pickle before any class is defined.
 *
 * <p>Admission control, not a sandbox: code that is let in can do what the receiver's process can.
 */
@FunctionalInterface
public interface CodePolicy {
    /** Whether the unit may be defined. Has to be thread-safe. */
    boolean admits(UnitId unit);

    /** Any code: pickles come from a trusted origin only. The default. */
    static CodePolicy any() {
        return unit -> true;
    }

    /** No code: pickles that carry class files are refused. */
    static CodePolicy none() {
        return unit -> false;
    }

    /** Only the units with these ids. */
    static CodePolicy units(Set<UnitId> known) {
        Set<UnitId> copy = Set.copyOf(known);
        return copy::contains;
    }
}
