package io.picklejar.pickler;

import io.picklejar.policy.BufferCallback;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;

/**
 * The buffers that a pickler hands out instead of writing them, numbered in this order. A walk that is done again finds
 * them with the numbers they have.
 *
 * <p>cloudpickle: {@code buffer_callback}, PEP 574.
 */
final class OutOfBand {
    private static final int INSIDE = -1;

    private final BufferCallback callback;
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private int next;

    OutOfBand(BufferCallback callback) {
        this.callback = callback;
    }

    /** Whether an array of primitives, or a buffer, is handed out. Offers it if that is not known yet. */
    boolean takes(Object data) {
        return numberOf(data) != INSIDE;
    }

    /** Writes the instruction for an array or buffer if it is handed out. */
    boolean write(Object data, PickleOutput body) {
        int number = numberOf(data);
        if (number == INSIDE) {
            return false;
        }
        body.u8(Opcode.BUFFER);
        body.u8(data instanceof ByteBuffer ? '*' : PrimitiveArrays.letterOf(data));
        body.varint(number);
        body.varint(sizeOf(data));
        return true;
    }

    private int numberOf(Object data) {
        Integer known = numbers.get(data);
        if (known != null) {
            return known;
        }
        boolean taken = sizeOf(data) >= callback.minBytes() && callback.offer(contentOf(data));
        int number = taken ? next++ : INSIDE;
        numbers.put(data, number);
        return number;
    }

    private static int sizeOf(Object data) {
        return data instanceof ByteBuffer buffer ? buffer.remaining() : PrimitiveArrays.byteSize(data);
    }

    private static ByteBuffer contentOf(Object data) {
        if (data instanceof ByteBuffer buffer) {
            return buffer.slice().asReadOnlyBuffer();
        }
        if (data instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
        // No ByteBuffer looks into other arrays without a copy.
        ByteBuffer copy = ByteBuffer.allocate(PrimitiveArrays.byteSize(data)).order(ByteOrder.LITTLE_ENDIAN);
        PrimitiveArrays.copy(data, copy);
        return copy.rewind().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
