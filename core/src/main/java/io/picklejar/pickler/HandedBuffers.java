package io.picklejar.pickler;

import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.protocol.PickleInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buffers that a reader is handed beside the pickle, taken as the pickle asks for them. */
final class HandedBuffers {
    private final Iterator<ByteBuffer> source;
    private final List<ByteBuffer> taken = new ArrayList<>();

    HandedBuffers(Iterable<ByteBuffer> source) {
        this.source = source.iterator();
    }

    /** Runs the instruction {@code BUFFER}: the array or buffer. */
    Object read(PickleInput in, Admission admission) {
        char letter = (char) in.u8();
        int size = PrimitiveArrays.sizeOf(letter);
        if (size == 0 && letter != '*') {
            throw in.corrupt("no buffer has the letter " + (int) letter);
        }
        int number = in.varint();
        int bytes = in.varint();
        if (number < 0 || bytes < 0 || (size > 1 && bytes % size != 0)) {
            throw in.corrupt("buffer " + Integer.toUnsignedString(number) + " of " + Integer.toUnsignedString(bytes)
                    + " bytes for elements of " + size);
        }
        ByteBuffer content = buffer(number, bytes);
        if (letter == '*') {
            return content;
        }
        admission.array(letter, bytes / size);
        byte[] whole = letter == 'B' ? wholeArray(content) : null;
        if (whole != null) {
            return whole;
        }
        return PrimitiveArrays.fill(
                PrimitiveArrays.newArray(letter, bytes / size), content.order(ByteOrder.LITTLE_ENDIAN));
    }

    private ByteBuffer buffer(int number, int bytes) {
        while (taken.size() <= number && source.hasNext()) {
            taken.add(source.next());
        }
        if (taken.size() <= number) {
            throw mismatch("the pickle needs buffer " + number + " of " + bytes + " bytes beside it, and "
                    + (taken.isEmpty() ? "none was given" : "only " + taken.size() + " were given"));
        }
        ByteBuffer buffer = taken.get(number).slice();
        if (buffer.remaining() != bytes) {
            throw mismatch("the pickle needs " + bytes + " bytes in buffer " + number + " beside it, and it has "
                    + buffer.remaining());
        }
        return buffer;
    }

    private static UnpicklingException mismatch(String what) {
        return new UnpicklingException(
                Problem.MISSING_BUFFER,
                what + "; hand over the buffers that dumps gave to its BufferCallback, in the same order",
                null);
    }

    /** The array that the buffer consists of, or null if it is a part of one, or none. */
    private static byte @Nullable [] wholeArray(ByteBuffer buffer) {
        if (!buffer.hasArray() || buffer.arrayOffset() != 0) {
            return null;
        }
        byte[] array = buffer.array();
        return array.length == buffer.remaining() ? array : null;
    }
}
