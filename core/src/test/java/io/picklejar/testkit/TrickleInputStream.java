package io.picklejar.testkit;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives at most one byte at a time and claims that none is available, as a slow network does: readers that take one
 * {@code read} for a whole fail with it. Not thread-safe.
 */
public final class TrickleInputStream extends FilterInputStream {
    /** Trickles what the other stream has. */
    public TrickleInputStream(InputStream in) {
        super(in);
    }

    /** Trickles these bytes. */
    public TrickleInputStream(byte[] bytes) {
        this(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return in.read(target, offset, Math.min(length, 1));
    }

    @Override
    public long skip(long count) throws IOException {
        return in.skip(Math.min(count, 1));
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
