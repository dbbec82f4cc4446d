package io.picklejar.record;

/** The encoding of values that a schema does not look into. Thread-safe. */
public interface Pickles {
    /** The value as bytes. */
    byte[] dumps(Object value);

    /** The value that {@link #dumps} wrote. */
    Object loads(byte[] pickle);
}
