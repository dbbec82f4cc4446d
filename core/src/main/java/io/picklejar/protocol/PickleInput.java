package io.picklejar.protocol;

import io.picklejar.error.CorruptPickleException;
import io.picklejar.error.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the parts of a pickle from an array. Every length is checked against the bytes that remain. */
public final class PickleInput {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    /** Reads {@code bytes} from {@code start} up to {@code end}; the array is not copied. */
    public PickleInput(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.at = start;
        this.end = end;
    }

    /** The number of bytes that remain. */
    public int remaining() {
        return end - at;
    }

    /** The number of bytes from the start to the end, those that were read included. */
    public int size() {
        return end - start;
    }

    /** The place of the next byte in the array. */
    public int position() {
        return at;
    }

    /** The exception for what cannot be at this place. */
    public CorruptPickleException corrupt(String what) {
        return new CorruptPickleException(
                Problem.CORRUPT_PICKLE, "corrupt pickle: " + what + " at byte " + at + " of " + end, null);
    }

    /** Checks that {@code count} elements of at least {@code elementBytes} bytes each can follow. */
    public int checked(int count, int elementBytes) {
        if (count < 0 || (long) count * elementBytes > remaining()) {
            throw corrupt("a length of " + Integer.toUnsignedString(count) + " where " + remaining() + " bytes remain");
        }
        return count;
    }

    /** One byte, 0 to 255. */
    public int u8() {
        if (at >= end) {
            throw corrupt("end of data");
        }
        return bytes[at++] & 0xFF;
    }

    /** An unsigned varint of up to 32 bits. */
    public int varint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt("an overlong integer");
    }

    /** A number of elements that take at least a byte each. */
    public int count() {
        return checked(varint(), 1);
    }

    /** An index below {@code size}. */
    public int index(int size) {
        int index = varint();
        if (index < 0 || index >= size) {
            throw corrupt("index " + Integer.toUnsignedString(index) + " of " + size);
        }
        return index;
    }

    /** A signed, zigzag-coded number of up to 64 bits. */
    public long zigzag() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            long next = u8();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw corrupt("an overlong integer");
    }

    /** Four bytes, big-endian. */
    public int int32() {
        checked(4, 1);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (bytes[at++] & 0xFF);
        }
        return value;
    }

    /** Eight bytes, big-endian. */
    public long int64() {
        long high = int32();
        return high << 32 | (int32() & 0xFFFF_FFFFL);
    }

    /** Copies bytes without a length into a part of {@code target}. */
    public void raw(byte[] target, int offset, int length) {
        checked(length, 1);
        System.arraycopy(bytes, at, target, offset, length);
        at += length;
    }

    /** The next bytes, not copied; read-only. */
    public ByteBuffer buffer(int length) {
        checked(length, 1);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, length).slice().asReadOnlyBuffer();
        at += length;
        return buffer;
    }

    /** So many bytes. */
    public byte[] raw(int length) {
        checked(length, 1);
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    /** A length and that many bytes. */
    public byte[] bytes() {
        return raw(count());
    }

    /** A part of the input of the given length; this one goes on behind it. */
    public PickleInput slice(int length) {
        checked(length, 1);
        PickleInput slice = new PickleInput(bytes, at, at + length);
        at += length;
        return slice;
    }

    /** A string as {@link PickleOutput#string} writes it. */
    public String string() {
        int head = varint();
        int length = checked(head >>> 1, 1);
        String text;
        if ((head & 1) == 0) {
            text = new String(bytes, at, length, StandardCharsets.UTF_8);
        } else {
            char[] units = new char[length / 2];
            for (int i = 0; i < units.length; i++) {
                units[i] = (char) ((bytes[at + 2 * i] & 0xFF) << 8 | (bytes[at + 2 * i + 1] & 0xFF));
            }
            text = new String(units);
        }
        at += length;
        return text;
    }
}
