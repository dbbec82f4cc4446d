package io.picklejar.pickler;

import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.Redefinitions;
import io.picklejar.protocol.Decider;
import io.picklejar.reduce.ShippedCode;
import java.lang.ref.SoftReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last trace of a dump, for each class of pickled objects. Held softly: a trace keeps alive the classes in it, which
 * may come from other loaders than the class it is kept for. Thread-safe: a lost update costs an analysis.
 */
public final class TraceCache {
    private final ClassCache<Cell> cells = new ClassCache<>() {
        @Override
        protected Cell computeValue(Class<?> type) {
            return new Cell();
        }
    };

    private static final class Cell {
        private volatile SoftReference<@Nullable Kept> kept = new SoftReference<>(null);
    }

    /**
     * A trace and the decisions it was made by, which differ between reference loaders and over time.
     *
     * @param pulledIn the nests that its code pulled in, and why: the trace is of the walk that knew them from the start
     * @param redefinitions how often the classes that it ships were redefined by then, all together: the numbers only grow
     */
    record Kept(ShippedCode.Trace trace, Decider decider, Map<Class<?>, String> pulledIn, long redefinitions) {
        Kept(ShippedCode.Trace trace, Decider decider, Map<Class<?>, String> pulledIn) {
            this(trace, decider, pulledIn, redefinitionsIn(trace));
        }

        private boolean holdsFor(Decider now) {
            return decider == now && redefinitions == redefinitionsIn(trace);
        }
    }

    private static long redefinitionsIn(ShippedCode.Trace trace) {
        long sum = 0;
        for (Class<?> type : trace.result().unitOf().keySet()) {
            sum += Redefinitions.of(type);
        }
        return sum;
    }

    @Nullable
    Kept get(@Nullable Object value, Decider decider) {
        Kept kept = cellOf(value).kept.get();
        return kept != null && kept.holdsFor(decider) ? kept : null;
    }

    void put(@Nullable Object value, Kept kept) {
        if (kept.trace.isComplete()) {
            cellOf(value).kept = new SoftReference<>(kept);
        }
    }

    private Cell cellOf(@Nullable Object value) {
        return cells.get(value == null ? Void.class : value.getClass());
    }
}
