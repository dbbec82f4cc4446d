package io.picklejar.record;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values of one type of a schema. Stateless and thread-safe. For {@link RecordCodec} and for the code
 * that it generates, which is why it is public.
 */
public abstract class ValueCodec {
    /** For the codecs of this package. */
    ValueCodec() {}

    /** Writes a value. */
    public abstract void write(RecordOutput out, @Nullable Object value);

    /**
     * Reads a value.
     *
     * @throws io.picklejar.error.CorruptPickleException if the bytes are none
     */
    public abstract @Nullable Object read(RecordInput in);

    /** A value that shares nothing that can be changed with this one. */
    public abstract @Nullable Object copy(@Nullable Object value);

    /** Whether the schema is what the classes look like now, so that nothing is left out or converted. */
    boolean isExact() {
        return true;
    }
}
