package io.picklejar.policy;

/** What becomes of the static state of shipped classes. */
public enum Statics {
    /**
     * Static initializers run at the receiver as they would from a jar; on top of that, the non-final statics that
     * shipped code reads get the values they had when pickled. The default.
     */
    OVERLAY
}
