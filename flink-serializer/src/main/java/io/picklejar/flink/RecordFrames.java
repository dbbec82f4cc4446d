package io.picklejar.flink;

import io.picklejar.record.RecordCodec;
import io.picklejar.record.RecordInput;
import io.picklejar.record.RecordOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Records of a schema behind Flink's views: a varint length and the record. One bulk copy each way: the views' own methods
 * check and dispatch for every field. Holds scratch arrays, so it is for one thread.
 */
final class RecordFrames {
    /** Larger scratch arrays are dropped after use, so that one large record does not stay in memory. */
    private static final int KEPT = 1 << 20;

    private RecordOutput output = new RecordOutput(128);
    private final RecordInput input = new RecordInput();
    private byte[] scratch = new byte[128];

    <T> void write(RecordCodec<T> codec, @Nullable T record, DataOutputView target) throws IOException {
        RecordOutput out = output;
        out.reset();
        try {
            codec.write(out, record);
            writeVarint(out.size(), target);
            target.write(out.array(), 0, out.size());
        } finally {
            if (out.array().length > KEPT) {
                output = new RecordOutput(128);
            }
        }
    }

    <T> @Nullable T read(RecordCodec<T> codec, DataInputView source) throws IOException {
        int length = length(source);
        if (length > KEPT) {
            return codec.read(input.over(bytes(source, length), 0, length));
        }
        byte[] bytes = scratch;
        if (length > bytes.length) {
            bytes = new byte[Integer.highestOneBit(length) * 2];
            scratch = bytes;
        }
        source.readFully(bytes, 0, length);
        return codec.read(input.over(bytes, 0, length));
    }

    /** So many bytes; the array grows as they come, since what claims to be large may be damaged. */
    static byte[] bytes(DataInputView source, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, KEPT)];
        int read = 0;
        while (read < length) {
            if (read == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, bytes.length * 2L));
            }
            source.readFully(bytes, read, bytes.length - read);
            read = bytes.length;
        }
        return bytes;
    }

    static void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = length(source);
        writeVarint(length, target);
        target.write(source, length);
    }

    private static void writeVarint(int value, DataOutputView target) throws IOException {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            target.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        target.writeByte(rest);
    }

    private static int length(DataInputView source) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = source.readByte();
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                if (length < 0) {
                    break;
                }
                return length;
            }
        }
        throw new IOException(
                "a record of " + Integer.toUnsignedString(length) + " bytes: not written by PickleSerializer");
    }
}
