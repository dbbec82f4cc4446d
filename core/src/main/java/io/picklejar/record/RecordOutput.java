package io.picklejar.record;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The growing byte array that records are written to. Numbers of fixed width are little-endian. Meant to be used again
 * and again; not thread-safe.
 */
public final class RecordOutput {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;

    /** An empty output with room for {@code capacity} bytes. */
    public RecordOutput(int capacity) {
        bytes = new byte[capacity];
    }

    /** Forgets what was written and keeps the array. */
    public void reset() {
        size = 0;
    }

    /** The number of bytes written. */
    public int size() {
        return size;
    }

    /** The array that holds the bytes, from 0 to {@link #size()}; writing more may replace it. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of the bytes written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private int reserve(int count) {
        int at = size;
        long needed = (long) at + count;
        if (needed > bytes.length) {
            grow(needed);
        }
        size = (int) needed;
        return at;
    }

    private void grow(long needed) {
        if (needed > MAX_ARRAY) {
            throw new PicklingException(
                    Problem.TOO_LARGE,
                    "a record of more than 2 GiB",
                    ObjectPath.root(),
                    "split it, or keep the large part elsewhere",
                    null);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(MAX_ARRAY, bytes.length * 2L)));
    }

    /** One byte. */
    public void writeByte(int value) {
        int at = reserve(1);
        bytes[at] = (byte) value;
    }

    /** One byte, 0 or 1. */
    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Two bytes. */
    public void writeShort(short value) {
        int at = reserve(2);
        SHORT.set(bytes, at, value);
    }

    /** Two bytes. */
    public void writeChar(char value) {
        int at = reserve(2);
        CHAR.set(bytes, at, value);
    }

    /** Four bytes. */
    public void writeInt(int value) {
        int at = reserve(4);
        INT.set(bytes, at, value);
    }

    /** Eight bytes. */
    public void writeLong(long value) {
        int at = reserve(8);
        LONG.set(bytes, at, value);
    }

    /** Four bytes, IEEE 754; all NaNs are one. */
    public void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    /** Eight bytes, IEEE 754; all NaNs are one. */
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    /** An unsigned LEB128 varint of up to five bytes. */
    public void writeVarint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            writeByte(rest | 0x80);
            rest >>>= 7;
        }
        writeByte(rest);
    }

    /** Bytes without their length. */
    public void writeBytes(byte[] source, int offset, int length) {
        int at = reserve(length);
        System.arraycopy(source, offset, bytes, at, length);
    }

    /**
     * A string: the varint 0 for null, {@code 1 + (length << 1)} and ISO 8859-1, or {@code 2 + (length << 1)} and
     * UTF-16, where a character needs it. Lengths count characters.
     */
    public void writeString(@Nullable String text) {
        if (text == null) {
            writeByte(0);
            return;
        }
        int length = text.length();
        if (isLatin(text, length)) {
            writeVarint(1 + (length << 1));
            byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
            writeBytes(latin, 0, length);
            return;
        }
        if (length > MAX_ARRAY / 2) {
            grow(2L * length);
        }
        writeVarint(2 + (length << 1));
        int at = reserve(2 * length);
        for (int i = 0; i < length; i++) {
            CHAR.set(bytes, at + 2 * i, text.charAt(i));
        }
    }

    private static boolean isLatin(String text, int length) {
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }
}
