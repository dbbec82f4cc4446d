package io.picklejar.policy;

import java.nio.ByteBuffer;

/**
 * Takes large buffers out of a pickle, so that they need not be copied into it: arrays of primitives and what remains in a
 * {@link ByteBuffer}. At load they are handed to {@code loads}, in the order in which they were taken.
 *
 * <pre>{@code
 * List<ByteBuffer> buffers = new ArrayList<>();
 * byte[] pickle = CloudPickle.dumps(model, buffers::add);
 * Model copy = CloudPickle.loads(pickle, buffers);
 * }</pre>
 *
 * <p>PEP 574: {@code buffer_callback}, but for the answer, which says there that a buffer was <em>not</em> taken.
 */
@FunctionalInterface
public interface BufferCallback {
    /** For less, keeping count of a buffer costs more than copying it. */
    int MIN_BYTES = 64;

    /**
     * Offers a buffer; each once in a dump.
     *
     * @param buffer read-only, from position 0. The bytes of a {@code byte[]} or {@code ByteBuffer} are those of the
     *     pickled object itself, not copied: what changes there before they are written changes here. At load they become a
     *     part of the object again without a copy, if the buffer handed over fits. The elements of other arrays are a copy,
     *     little-endian
     * @return true if it is taken; false if it shall travel inside the pickle
     */
    boolean offer(ByteBuffer buffer);

    /** The size in bytes from which on buffers are offered; {@link #MIN_BYTES} by default. */
    default int minBytes() {
        return MIN_BYTES;
    }
}
