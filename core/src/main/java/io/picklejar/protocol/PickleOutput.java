package io.picklejar.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Checksum;

/** A growing byte array that the parts of a pickle are written to. Integers are LEB128 varints unless said otherwise. */
public final class PickleOutput {
    private static final int SMALL = 1 << 16;

    private byte[] bytes;
    private int size;

    /** The pickle would be longer than an array can be. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("more than 2 GiB", null, false, false);
        }
    }

    /** An empty output with room for {@code capacity} bytes. */
    public PickleOutput(int capacity) {
        bytes = new byte[capacity];
    }

    /** The number of bytes written. */
    public int size() {
        return size;
    }

    /** A copy of the bytes written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The bytes of several outputs, one after the other: copied once. */
    public static byte[] join(PickleOutput... parts) {
        int length = 0;
        for (PickleOutput part : parts) {
            length = sum(length, part.size);
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (PickleOutput part : parts) {
            System.arraycopy(part.bytes, 0, joined, at, part.size);
            at += part.size;
        }
        return joined;
    }

    /** Writes several outputs to a stream: in one go if they are small, so that a stream without a buffer is used well. */
    public static void writeTo(OutputStream out, PickleOutput... parts) throws IOException {
        long length = 0;
        for (PickleOutput part : parts) {
            length += part.size;
        }
        if (length <= SMALL) {
            out.write(join(parts));
            return;
        }
        for (PickleOutput part : parts) {
            out.write(part.bytes, 0, part.size);
        }
    }

    /** Adds the bytes to a checksum. */
    public void checksum(Checksum sum) {
        sum.update(bytes, 0, size);
    }

    /** Forgets all bytes after the first {@code newSize}. */
    public void truncate(int newSize) {
        size = newSize;
    }

    private static int sum(int size, int more) {
        if (size > Integer.MAX_VALUE - 8 - more) {
            throw new FullException();
        }
        return size + more;
    }

    private void reserve(int count) {
        int needed = sum(size, count);
        if (needed > bytes.length) {
            long grown = Math.min(Integer.MAX_VALUE - 8L, bytes.length + (bytes.length >> 1) + 64L);
            bytes = Arrays.copyOf(bytes, (int) Math.max(grown, needed));
        }
    }

    /** One byte. */
    public void u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** An unsigned varint of up to 32 bits. */
    public void varint(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A signed number of up to 64 bits, zigzag-coded. */
    public void zigzag(long value) {
        reserve(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Four bytes, big-endian. */
    public void int32(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Eight bytes, big-endian. */
    public void int64(long value) {
        int32((int) (value >>> 32));
        int32((int) value);
    }

    /** Bytes without their length. */
    public void raw(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** What remains in a buffer, without its length; the buffer's position stays. */
    public void raw(ByteBuffer source) {
        room(source.remaining()).put(source.duplicate());
    }

    /** The next bytes, to be filled before anything else is written. */
    public ByteBuffer room(int length) {
        reserve(length);
        ByteBuffer room = ByteBuffer.wrap(bytes, size, length);
        size += length;
        return room;
    }

    /** A length and that many bytes. */
    public void bytes(byte[] source) {
        varint(source.length);
        raw(source, 0, source.length);
    }

    /**
     * A string: {@code length << 1} and UTF-8, or, for a string with unpaired surrogates, which UTF-8 would change,
     * {@code length << 1 | 1} and UTF-16, big-endian.
     */
    public void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (hasUnpairedSurrogate(text)) {
            byte[] utf16 = text.chars()
                    .collect(
                            () -> new PickleOutput(2 * text.length()),
                            (out, unit) -> {
                                out.u8(unit >>> 8);
                                out.u8(unit);
                            },
                            (left, right) -> {
                                throw new AssertionError("sequential");
                            })
                    .toBytes();
            varint(utf16.length << 1 | 1);
            raw(utf16, 0, utf16.length);
        } else {
            varint(utf8.length << 1);
            raw(utf8, 0, utf8.length);
        }
    }

    private static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return true;
            }
        }
        return false;
    }
}
