package io.picklejar.protocol;

import io.picklejar.error.CorruptPickleException;
import io.picklejar.error.LimitExceededException;
import io.picklejar.error.Problem;
import io.picklejar.policy.Limits;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * The outer frame of a pickle: magic, format version, flags, length, content, checksum. {@code docs/format.md} has the
 * layout.
 *
 * <p>The checksum is verified before anything inside is looked at.
 */
public final class Envelope {
    /** The version this library writes, and the newest it reads. */
    public static final int VERSION = 3;

    private static final int FIRST_VERSION_WITH_FLAGS = 3;
    private static final int CONTINUED = 1;
    private static final byte[] MAGIC = {(byte) 0x9F, 'P', 'J', 'R'};
    private static final int CHECKSUM_BYTES = 4;
    private static final int CHUNK_BYTES = 1 << 16;

    private Envelope() {}

    /**
     * What is inside.
     *
     * @param in stands at the code section
     * @param memoized how many objects of earlier pickles of the stream it refers to, or a negative number for a pickle
     *     that stands alone
     */
    public record Content(PickleInput in, int memoized) {
        /** Whether it goes on where an earlier pickle of the same stream ended. */
        public boolean isContinued() {
            return memoized >= 0;
        }
    }

    /**
     * The parts of a pickle of this content, to be written one after the other.
     *
     * @param memoized as in {@link Content}
     * @throws ArithmeticException if the content is larger than 2 GiB
     */
    public static PickleOutput[] wrap(int memoized, PickleOutput... content) {
        PickleOutput first = new PickleOutput(5);
        if (memoized >= 0) {
            first.varint(memoized);
        }
        int length = first.size();
        for (PickleOutput part : content) {
            length = Math.addExact(length, part.size());
        }
        PickleOutput head = new PickleOutput(16);
        head.raw(MAGIC, 0, MAGIC.length);
        head.u8(VERSION);
        head.u8(memoized >= 0 ? CONTINUED : 0);
        head.varint(length);
        PickleOutput[] parts = new PickleOutput[content.length + 3];
        parts[0] = head;
        parts[1] = first;
        System.arraycopy(content, 0, parts, 2, content.length);
        CRC32C crc = new CRC32C();
        for (int i = 0; i < parts.length - 1; i++) {
            parts[i].checksum(crc);
        }
        PickleOutput checksum = new PickleOutput(CHECKSUM_BYTES);
        checksum.int32((int) crc.getValue());
        parts[parts.length - 1] = checksum;
        return parts;
    }

    /** The content of a pickle that fills the array exactly. */
    public static Content unwrap(byte[] pickle, Limits limits) {
        PickleInput in = new PickleInput(pickle, 0, pickle.length);
        checkMagic(in);
        int flags = flags(in, version(in));
        int length = in.varint();
        checkLength(length, limits);
        if (in.remaining() != length + (long) CHECKSUM_BYTES) {
            throw in.corrupt("content of " + Integer.toUnsignedString(length) + " bytes and a checksum of "
                    + CHECKSUM_BYTES + " announced where " + in.remaining() + " bytes remain");
        }
        PickleInput content = in.slice(length);
        CRC32C crc = new CRC32C();
        crc.update(pickle, 0, in.position());
        if (in.int32() != (int) crc.getValue()) {
            throw in.corrupt("the checksum does not match");
        }
        int memoized = -1;
        if ((flags & CONTINUED) != 0) {
            memoized = content.varint();
            if (memoized < 0) {
                throw content.corrupt("a memo of " + Integer.toUnsignedString(memoized) + " objects");
            }
        }
        return new Content(content, memoized);
    }

    /**
     * Reads one pickle from the stream, up to its last byte and not further.
     *
     * @throws EOFException if the stream ends inside of it, or before it
     */
    public static byte[] read(InputStream in, Limits limits) throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        copy(in, pickle, MAGIC.length + 1);
        PickleInput head = new PickleInput(pickle.toByteArray(), 0, pickle.size());
        checkMagic(head);
        if (version(head) >= FIRST_VERSION_WITH_FLAGS) {
            copy(in, pickle, 1);
        }
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the stream ends inside a pickle, after " + pickle.size() + " bytes");
            }
            pickle.write(next);
            length |= (next & 0x7F) << shift;
            if (next < 0x80) {
                break;
            }
            if (shift == 28) {
                throw new CorruptPickleException(Problem.CORRUPT_PICKLE, "corrupt pickle: an overlong length", null);
            }
        }
        checkLength(length, limits);
        copy(in, pickle, length);
        copy(in, pickle, CHECKSUM_BYTES);
        return pickle.toByteArray();
    }

    private static void checkMagic(PickleInput in) {
        for (byte expected : MAGIC) {
            if (in.remaining() == 0 || in.u8() != (expected & 0xFF)) {
                throw new CorruptPickleException(
                        Problem.CORRUPT_PICKLE, "not a pickle: the first bytes are not PickleJar's", null);
            }
        }
    }

    private static int version(PickleInput in) {
        int version = in.u8();
        if (version == 0 || version > VERSION) {
            throw new CorruptPickleException(
                    Problem.UNKNOWN_FORMAT,
                    "written in format " + version + ", this library reads formats 1 to " + VERSION
                            + "; upgrade PickleJar at the receiver",
                    null);
        }
        return version;
    }

    private static int flags(PickleInput in, int version) {
        int flags = version < FIRST_VERSION_WITH_FLAGS ? 0 : in.u8();
        if ((flags & ~CONTINUED) != 0) {
            throw in.corrupt("envelope flags " + flags);
        }
        return flags;
    }

    private static void checkLength(int length, Limits limits) {
        if (length < 0 || length > limits.maxBytes()) {
            throw new LimitExceededException("a pickle of " + Integer.toUnsignedString(length) + " bytes, allowed are "
                    + limits.maxBytes() + "; raise Limits.maxBytes if it is trusted");
        }
    }

    /** Copies in chunks, so that a false length allocates no more than what really follows. */
    private static void copy(InputStream in, ByteArrayOutputStream out, int count) throws IOException {
        byte[] chunk = new byte[Math.min(count, CHUNK_BYTES)];
        int left = count;
        while (left > 0) {
            int read = in.read(chunk, 0, Math.min(left, chunk.length));
            if (read < 0) {
                throw new EOFException(
                        out.size() == 0
                                ? "the stream has no further pickle"
                                : "the stream ends inside a pickle, after " + out.size() + " bytes");
            }
            out.write(chunk, 0, read);
            left -= read;
        }
    }
}
