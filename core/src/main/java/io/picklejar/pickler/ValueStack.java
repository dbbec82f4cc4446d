package io.picklejar.pickler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reader's stack of values, which also knows how complete each value is.
 *
 * <p>An object is <em>open</em> from when it is made until its state and items are in. Each slot has the depth of the
 * outermost open object that its value leads to, or {@link #COMPLETE}: the low-links of Tarjan's algorithm. A hash
 * container must not be filled with keys that lead to an open object, since their hash codes may still change; its
 * filling waits until that object is closed.
 */
final class ValueStack {
    static final int COMPLETE = Integer.MAX_VALUE;

    private @Nullable Object[] values = new Object[64];
    private int[] lows = new int[64];
    private int size;

    /** Memo numbers of the open objects, outermost first, and what waits for each to be closed. */
    private int[] open = new int[16];

    private final List<@Nullable List<Pending.Deferred>> waiting = new ArrayList<>();
    private int openCount;

    int size() {
        return size;
    }

    void push(@Nullable Object value, int low) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            lows = Arrays.copyOf(lows, 2 * size);
        }
        values[size] = value;
        lows[size++] = low;
    }

    /** The value {@code below} places under the top. */
    @Nullable
    Object peek(int below) {
        return values[size - 1 - below];
    }

    int low(int below) {
        return lows[size - 1 - below];
    }

    /** The lowest of the {@code count} topmost slots. */
    int lowest(int count) {
        int low = COMPLETE;
        for (int i = size - count; i < size; i++) {
            low = Math.min(low, lows[i]);
        }
        return low;
    }

    /** Removes the topmost values and returns them, deepest first. */
    @Nullable
    Object[] pop(int count) {
        @Nullable Object[] popped = Arrays.copyOfRange(values, size - count, size);
        Arrays.fill(values, size - count, size, null);
        size -= count;
        return popped;
    }

    /** Lowers the low of the top slot. */
    void lower(int low) {
        lows[size - 1] = Math.min(lows[size - 1], low);
    }

    /** Opens the object that is about to be pushed; returns its depth. */
    int open(int number) {
        if (openCount == open.length) {
            open = Arrays.copyOf(open, 2 * openCount);
        }
        open[openCount] = number;
        if (waiting.size() <= openCount) {
            waiting.add(null);
        }
        return openCount++;
    }

    int openCount() {
        return openCount;
    }

    int openNumber(int depth) {
        return open[depth];
    }

    /** Lets an action wait until the open object at this depth is closed. */
    void whenClosed(int depth, Pending.Deferred action) {
        List<Pending.Deferred> list = waiting.get(depth);
        if (list == null) {
            list = new ArrayList<>();
            waiting.set(depth, list);
        }
        list.add(action);
    }

    /** Closes the innermost open object and returns what waited for it. */
    List<Pending.Deferred> close() {
        List<Pending.Deferred> list = waiting.get(--openCount);
        waiting.set(openCount, null);
        return list == null ? List.of() : list;
    }
}
