package io.picklejar.flink;

/** What becomes of the types that Flink leaves to Kryo. */
enum GenericTypes {
    /** Kryo keeps them, as far as their class is on the cluster. */
    KRYO,
    /** They travel as pickles: an {@code Object} or a {@code List} may hold records whose class the cluster lacks. */
    PICKLE
}
