package io.picklejar.policy;

/**
 * What becomes of the static state of shipped classes. Recorded in the pickle: a receiver does as the origin said.
 *
 * <p>In either mode compile-time constants, synthetic fields ({@code $VALUES}, {@code $SwitchMap$…}, {@code
 * $assertionsDisabled}, an agent's {@code $jacocoData}) and {@code transient} statics do not travel. For each static of a
 * type the first value that a receiver gets stays.
 *
 * <p>cloudpickle: a function's globals and a class's attributes, which travel as {@link #SNAPSHOT} says.
 */
public enum Statics {
    /**
     * Static initializers run at the receiver as they would from a jar; on top of that, the non-final statics that
     * shipped code reads get the values they had when pickled. The default.
     */
    OVERLAY,

    /**
     * Static initializers do not run at the receiver; every static that shipped code reads, {@code static final} ones
     * included, gets the value it had when pickled. So do the fields of enum constants.
     *
     * <p>An initializer that sets synthetic fields beside those of assertions and enums (a compiler's table for a {@code
     * switch}, say) or {@code serialPersistentFields} does run, before the values are filled in.
     */
    SNAPSHOT
}
