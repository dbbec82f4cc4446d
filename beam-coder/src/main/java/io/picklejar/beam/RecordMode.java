package io.picklejar.beam;

/** How elements of a type are written. */
enum RecordMode {
    /** By their schema if they have one, else as pickles. */
    AUTO,
    /** By their schema. */
    DATA,
    /** As pickles: cycles and shared parts are kept, any class goes. */
    GRAPH
}
