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
 * The outer frame of a pickle: magic, format version, length, content, checksum. {@code docs/format.md} has the layout.
 *
 * <p>The checksum is verified before anything inside is looked at.
 */
public final class Envelope {
    /** The version this library writes, and the newest it reads. */
    public static final int VERSION = 3;

    private static final byte[] MAGIC = {(byte) 0x9F, 'P', 'J', 'R'};
    private static final int HEAD_BYTES = MAGIC.length + 1;
    private static final int CHECKSUM_BYTES = 4;
    private static final int CHUNK_BYTES = 1 << 16;

    private Envelope() {}

    /** Frames the content. */
    public static byte[] wrap(PickleOutput content) {
        byte[] inner = content.toBytes();
        PickleOutput out = new PickleOutput(inner.length + HEAD_BYTES + 5 + CHECKSUM_BYTES);
        out.raw(MAGIC, 0, MAGIC.length);
        out.u8(VERSION);
        out.varint(inner.length);
        out.raw(inner, 0, inner.length);
        byte[] soFar = out.toBytes();
        out.int32(checksum(soFar, soFar.length));
        return out.toBytes();
    }

    /** The content of a pickle that fills the array exactly. */
    public static PickleInput unwrap(byte[] pickle, Limits limits) {
        PickleInput in = head(pickle, pickle.length);
        int length = in.varint();
        checkLength(length, limits);
        if (in.remaining() != length + (long) CHECKSUM_BYTES) {
            throw in.corrupt("content of " + Integer.toUnsignedString(length) + " bytes and a checksum of "
                    + CHECKSUM_BYTES + " announced where " + in.remaining() + " bytes remain");
        }
        PickleInput content = in.slice(length);
        int end = in.position();
        if (in.int32() != checksum(pickle, end)) {
            throw in.corrupt("the checksum does not match");
        }
        return content;
    }

    /** Reads one pickle from the stream, up to its last byte and not further. */
    public static byte[] read(InputStream in, Limits limits) throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        copy(in, pickle, HEAD_BYTES);
        head(pickle.toByteArray(), HEAD_BYTES);
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
        copy(in, pickle, length + CHECKSUM_BYTES);
        return pickle.toByteArray();
    }

    private static PickleInput head(byte[] pickle, int end) {
        PickleInput in = new PickleInput(pickle, 0, end);
        for (byte expected : MAGIC) {
            if (in.remaining() == 0 || in.u8() != (expected & 0xFF)) {
                throw new CorruptPickleException(
                        Problem.CORRUPT_PICKLE, "not a pickle: the first bytes are not PickleJar's", null);
            }
        }
        int version = in.u8();
        if (version == 0 || version > VERSION) {
            throw new CorruptPickleException(
                    Problem.UNKNOWN_FORMAT,
                    "written in format " + version + ", this library reads formats 1 to " + VERSION
                            + "; upgrade PickleJar at the receiver",
                    null);
        }
        return in;
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
                throw new EOFException("the stream ends inside a pickle, after " + out.size() + " bytes");
            }
            out.write(chunk, 0, read);
            left -= read;
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
