package io.picklejar.record;

import io.picklejar.error.CorruptPickleException;
import io.picklejar.error.Problem;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordOutput} wrote, from a range of an array. Every length is checked against the bytes that remain
 * before anything is allocated. Meant to be used again and again; not thread-safe.
 *
 * <p>All methods throw {@link CorruptPickleException} where the bytes end too early or cannot be what is asked for.
 */
public final class RecordInput {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int start;
    private int at;
    private int end;

    /** An input without bytes. */
    public RecordInput() {}

    /** Reads {@code length} bytes of the array from {@code offset} on; it is not copied. */
    public RecordInput over(byte[] array, int offset, int length) {
        bytes = array;
        start = offset;
        at = offset;
        end = offset + length;
        return this;
    }

    /** The number of bytes that remain. */
    public int remaining() {
        return end - at;
    }

    /** The exception for what cannot be at this place. */
    CorruptPickleException corrupt(String what) {
        return new CorruptPickleException(
                Problem.CORRUPT_PICKLE,
                "corrupt record: " + what + " at byte " + (at - start) + " of " + (end - start),
                null);
    }

    private int take(int count) {
        int from = at;
        if (count < 0 || count > end - from) {
            throw corrupt("end of data");
        }
        at = from + count;
        return from;
    }

    /** One byte, signed. */
    public byte readByte() {
        return bytes[take(1)];
    }

    /** One byte, which has to be 0 or 1. */
    public boolean readBoolean() {
        byte value = readByte();
        if ((value & ~1) != 0) {
            throw corrupt("a boolean of " + value);
        }
        return value == 1;
    }

    /** Two bytes. */
    public short readShort() {
        return (short) SHORT.get(bytes, take(2));
    }

    /** Two bytes. */
    public char readChar() {
        return (char) CHAR.get(bytes, take(2));
    }

    /** Four bytes. */
    public int readInt() {
        return (int) INT.get(bytes, take(4));
    }

    /** Eight bytes. */
    public long readLong() {
        return (long) LONG.get(bytes, take(8));
    }

    /** Four bytes. */
    public float readFloat() {
        return Float.intBitsToFloat(readInt());
    }

    /** Eight bytes. */
    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    /** An unsigned varint of up to 32 bits. */
    public int readVarint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw corrupt("an overlong integer");
    }

    /** A number of elements that take at least {@code elementBytes} bytes each. */
    int readCount(int elementBytes) {
        return checked(readVarint(), elementBytes);
    }

    int checked(int count, int elementBytes) {
        if (count < 0 || (long) count * elementBytes > remaining()) {
            throw corrupt("a length of " + Integer.toUnsignedString(count) + " where " + remaining() + " bytes remain");
        }
        return count;
    }

    /** The next bytes, in an array of their own. */
    byte[] readBytes(int count) {
        int from = take(count);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    /** A string or null. */
    public @Nullable String readString() {
        int header = readVarint();
        if (header == 0) {
            return null;
        }
        int length = (header - 1) >>> 1;
        if ((header & 1) == 1) {
            checked(length, 1);
            return new String(bytes, take(length), length, StandardCharsets.ISO_8859_1);
        }
        checked(length, 2);
        char[] text = new char[length];
        int from = take(2 * length);
        for (int i = 0; i < length; i++) {
            text[i] = (char) CHAR.get(bytes, from + 2 * i);
        }
        return new String(text);
    }

    /** Checks that nothing is left. */
    void requireEnd() {
        if (at != end) {
            throw corrupt(remaining() + " bytes too many");
        }
    }
}
