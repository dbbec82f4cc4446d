package io.picklejar.pickler;

import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.protocol.Envelope;
import io.picklejar.reconstruct.StreamUnits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the pickles of one stream share at the receiver: the memo, the code units, the buffers that travel beside. A pickle
 * that fails leaves memo and units as they were. Not thread-safe.
 */
public final class LoadStream {
    private final ReadMemo memo = new ReadMemo();
    private final HashWork work = new HashWork();
    private final HandedBuffers buffers;
    private final StreamUnits units = new StreamUnits();

    /** A stream that begins. */
    public LoadStream(Iterable<ByteBuffer> buffers) {
        this.buffers = new HandedBuffers(buffers);
    }

    /** Reads the next pickle, up to its end and no further. */
    public @Nullable Object load(PicklerConfig config, InputStream in) throws IOException {
        byte[] pickle = Envelope.read(in, config.limits());
        int before = memo.size();
        try {
            return Load.load(config, pickle, this);
        } catch (RuntimeException | Error e) {
            memo.truncate(Math.min(before, memo.size()));
            throw e;
        }
    }

    /** Checks that the pickle goes on where the last one ended, or starts anew. */
    void begin(Envelope.Content content) {
        if (!content.isContinued()) {
            memo.truncate(0);
            work.clear();
            units.clear();
        } else if (content.memoized() != memo.size()) {
            throw new UnpicklingException(
                    Problem.CONTINUED_PICKLE,
                    "the pickle continues a stream that has " + content.memoized() + " objects by now, and "
                            + memo.size() + " were loaded; load all pickles of a Pickler in order, with one Unpickler",
                    null);
        }
    }

    ReadMemo memo() {
        return memo;
    }

    HashWork work() {
        return work;
    }

    HandedBuffers buffers() {
        return buffers;
    }

    StreamUnits units() {
        return units;
    }
}
