package io.picklejar.pickler;

import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.BufferCallback;
import io.picklejar.policy.UnitId;
import io.picklejar.protocol.PickleOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pickles of one stream share at the origin: the memo, the code units that were sent, the buffers that were handed
 * out. A pickle that fails leaves all but the last as it was. Not thread-safe.
 */
public final class DumpStream {
    private final @Nullable OutOfBand outOfBand;
    private @Nullable Memo memo;

    /** The units that were sent, and what each was linked with then: a unit gets further links only where it travels. */
    private final Map<UnitId, Set<UnitId>> sent = new HashMap<>();

    private DumpStream(@Nullable BufferCallback callback) {
        outOfBand = callback == null ? null : new OutOfBand(callback);
    }

    /** A stream that begins; the callback is null if no buffers are handed out. */
    public static DumpStream begin(@Nullable BufferCallback callback) {
        return new DumpStream(callback);
    }

    /** Writes the pickle of an object; nothing if pickling fails. */
    public void dump(PicklerConfig config, @Nullable Object value, OutputStream out) throws IOException {
        Dump dump = Dump.dump(config, value, this);
        PickleOutput.writeTo(out, dump.parts());
        if (memo == null) {
            memo = new Memo(null);
        }
        memo.addAll(dump.memo(), dump::isPartial);
        for (CodeUnit unit : dump.units()) {
            if (!hasSent(unit)) {
                sent.put(unit.id(), Set.copyOf(unit.links()));
            }
        }
    }

    /** The next pickle stands alone again. */
    public void clearMemo() {
        memo = null;
        sent.clear();
    }

    /** The memo for the next pickle. */
    Memo newMemo() {
        return new Memo(memo);
    }

    /** How many objects the pickles before the next one have, or a negative number if it is the first. */
    int memoized() {
        return memo == null ? -1 : memo.size();
    }

    boolean hasSent(CodeUnit unit) {
        Set<UnitId> linked = sent.get(unit.id());
        return linked != null && linked.containsAll(unit.links());
    }

    @Nullable
    OutOfBand outOfBand() {
        return outOfBand;
    }
}
