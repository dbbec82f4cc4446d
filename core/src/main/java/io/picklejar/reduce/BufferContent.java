package io.picklejar.reduce;

import java.nio.ByteBuffer;

/**
 * What remains in a buffer: it may travel beside the pickle without having been copied, and else travels as an array. For
 * the engine only.
 *
 * @param buffer the user's own buffer, whose position stays what it is
 */
public record BufferContent(ByteBuffer buffer) {
    /** A copy of the content. */
    public byte[] toBytes() {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }
}
