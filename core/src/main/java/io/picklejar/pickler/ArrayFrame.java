package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleOutput;

/** An array of references. Elements go in batches, so that a reader's stack stays small. */
final class ArrayFrame implements Frame {
    static final int BATCH = 1000;

    private final Object[] array;
    private boolean begun;
    private int next;
    private int batchStart;

    ArrayFrame(Object[] array) {
        this.array = array;
    }

    @Override
    public boolean advance(GraphWriter writer) {
        PickleOutput body = writer.body();
        if (!begun) {
            begun = true;
            if (writer.wasWrittenMeanwhile(array)) {
                return false;
            }
            body.u8(Opcode.ARRAY);
            body.varint(writer.classIndex(array.getClass().getComponentType()));
            body.varint(array.length);
            writer.memoize(array);
        }
        int depth = writer.depth();
        while (next < array.length) {
            if (next - batchStart == BATCH) {
                endBatch(body);
            }
            writer.value(array[next++]);
            if (writer.depth() != depth) {
                return true;
            }
        }
        endBatch(body);
        body.u8(Opcode.CLOSE);
        return false;
    }

    private void endBatch(PickleOutput body) {
        if (next > batchStart) {
            body.u8(Opcode.ELEMENTS);
            body.varint(batchStart);
            body.varint(next - batchStart);
            batchStart = next;
        }
    }

    @Override
    public String what() {
        return array.getClass().getTypeName();
    }

    @Override
    public ObjectPath step(ObjectPath path) {
        return path.element(Math.max(0, next - 1));
    }
}
