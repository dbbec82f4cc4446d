package io.picklejar.reduce;

import java.io.ByteArrayInputStream;

/**
 * What was in a file, at the place where its reader stood: what {@link OpenFiles#content} makes an open file arrive as.
 * {@link #reset()} goes back to the start of the file, unless {@link #mark} was called. Not thread-safe.
 */
public final class FileContent extends ByteArrayInputStream {
    /**
     * The content, not copied, and the number of bytes that were read already.
     *
     * @throws IllegalArgumentException if the position is negative or behind the end
     */
    public FileContent(byte[] content, int position) {
        super(content);
        if (position < 0 || position > content.length) {
            throw new IllegalArgumentException("position " + position + " of " + content.length + " bytes");
        }
        pos = position;
    }

    /** The whole file, also what was read already; not copied. */
    public byte[] content() {
        return buf;
    }

    /** The number of bytes that were read. */
    public synchronized int position() {
        return pos;
    }
}
