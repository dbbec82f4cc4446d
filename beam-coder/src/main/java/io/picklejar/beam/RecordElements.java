package io.picklejar.beam;

import io.picklejar.record.RecordCodec;
import io.picklejar.record.RecordInput;
import io.picklejar.record.RecordOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a schema. The arrays that they pass through are kept, one set of them, by this object and not by threads: what
 * a worker's threads keep outlives the pipeline. A second thread at the same time takes new ones.
 */
final class RecordElements<T> implements Elements<T> {
    /** Larger arrays are dropped after use, so that one large element does not stay in memory. */
    private static final int KEPT = 1 << 20;

    private final RecordCodec<T> codec;
    private final AtomicReference<@Nullable Buffers> idle = new AtomicReference<>();

    RecordElements(RecordCodec<T> codec) {
        this.codec = codec;
    }

    private static final class Buffers {
        final RecordOutput output = new RecordOutput(128);
        final RecordInput input = new RecordInput();
        byte[] scratch = new byte[128];
    }

    private Buffers take() {
        Buffers taken = idle.getAndSet(null);
        return taken == null ? new Buffers() : taken;
    }

    private void giveBack(Buffers buffers) {
        if (buffers.output.array().length <= KEPT) {
            idle.set(buffers);
        }
    }

    @Override
    public void encode(T value, Sink sink) throws IOException {
        if (!codec.isExact()) {
            throw new IllegalArgumentException(
                    "its class is not what it was when the coder was made, and the element would lose what is new in it;"
                            + " make the coder where the class is the one of the workers");
        }
        Buffers buffers = take();
        RecordOutput out = buffers.output;
        out.reset();
        try {
            codec.write(out, value);
            sink.accept(out.array(), out.size());
        } finally {
            giveBack(buffers);
        }
    }

    @Override
    public @Nullable T decode(InputStream in, int length) throws IOException {
        if (length > KEPT) {
            return codec.read(new RecordInput().over(Elements.read(in, length), 0, length));
        }
        Buffers buffers = take();
        try {
            if (length > buffers.scratch.length) {
                buffers.scratch = new byte[Integer.highestOneBit(length) * 2];
            }
            Elements.requireAll(in.readNBytes(buffers.scratch, 0, length), length);
            return codec.read(buffers.input.over(buffers.scratch, 0, length));
        } finally {
            giveBack(buffers);
        }
    }
}
