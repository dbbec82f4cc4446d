package io.picklejar.bench;

/**
 * A serializer at work on one workload, used as its own users do: what can be made once and used again (serializer,
 * buffer) is. Not thread-safe.
 */
interface Peer {
    /** Writes the value over what this peer wrote before; returns the number of bytes. */
    int serialize(Object value) throws Exception;

    /** A copy of what was written last. */
    byte[] written();

    /** Reads a value. */
    Object deserialize(byte[] bytes) throws Exception;
}
