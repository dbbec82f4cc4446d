package io.picklejar.pickler;

import io.picklejar.protocol.PickleInput;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reader's values: those on the stack, those in the memo, and how complete each is; see {@link ValueStack}. The memo
 * may last for several pickles of a stream.
 */
final class ReadMemo {
    private PickleInput in = new PickleInput(new byte[0], 0, 0);
    private Admission admission = Admission.OF_NOTHING;
    private ValueStack stack = new ValueStack();
    private @Nullable Object[] memo = new Object[64];

    /** For each memo number, the number of the open object it depended on when it was closed, or -1. */
    private int[] dependsOn = new int[64];

    /** For each memo number, its depth while it is open, or -1. */
    private int[] openDepth = new int[64];

    private int size;

    /** Begins the next pickle. */
    void begin(PickleInput next, Admission nextAdmission) {
        in = next;
        admission = nextAdmission;
        stack = new ValueStack();
    }

    /** Forgets all objects but the first ones. */
    void truncate(int newSize) {
        Arrays.fill(memo, newSize, size, null);
        size = newSize;
    }

    ValueStack stack() {
        return stack;
    }

    int size() {
        return size;
    }

    void push(@Nullable Object value) {
        stack.push(value, ValueStack.COMPLETE);
    }

    /** Checks that so many values are there. */
    void need(int values) {
        if (values < 0 || values > stack.size()) {
            throw in.corrupt("an instruction for " + Integer.toUnsignedString(values) + " values where there are "
                    + stack.size());
        }
    }

    /** The object on top. */
    Object top() {
        need(1);
        Object top = stack.peek(0);
        if (top == null) {
            throw in.corrupt("an instruction for an object where there is null");
        }
        return top;
    }

    /** Pops values that go into the object below them. */
    @Nullable
    Object[] popInto(int count) {
        need(count + 1);
        int low = stack.lowest(count);
        @Nullable Object[] values = stack.pop(count);
        stack.lower(low);
        return values;
    }

    int memoize(Object value) {
        if (size == memo.length) {
            memo = Arrays.copyOf(memo, 2 * size);
            dependsOn = Arrays.copyOf(dependsOn, 2 * size);
            openDepth = Arrays.copyOf(openDepth, 2 * size);
        }
        admission.object(size, stack.openCount());
        memo[size] = value;
        dependsOn[size] = -1;
        openDepth[size] = -1;
        return size++;
    }

    /** Pushes a memoized value. */
    void get(int number) {
        int depth = openDepth[number];
        if (depth < 0 && dependsOn[number] >= 0) {
            depth = openDepth[dependsOn[number]];
        }
        stack.push(memo[number], depth < 0 ? ValueStack.COMPLETE : depth);
    }

    /** Pushes a memoized object that is not complete yet. */
    void open(int number, Object object) {
        admission.open(stack.openCount());
        openDepth[number] = stack.open(number);
        stack.push(object, ValueStack.COMPLETE);
    }

    /** Closes the object on top, which must be the last one opened. */
    @SuppressWarnings("ReferenceEquality") // the very object is meant
    void close() throws Exception {
        Object object = top();
        int depth = stack.openCount() - 1;
        if (depth < 0 || memo[stack.openNumber(depth)] != object) {
            throw in.corrupt("an object is closed that is not the last one opened");
        }
        int number = stack.openNumber(depth);
        int low = stack.low(0);
        openDepth[number] = -1;
        for (Pending.Deferred action : stack.close()) {
            action.run();
        }
        stack.pop(1);
        int outer = low < depth ? low : ValueStack.COMPLETE;
        stack.push(object, outer);
        noteDependency(number, outer);
    }

    void noteDependency(int number, int low) {
        dependsOn[number] = low == ValueStack.COMPLETE ? -1 : stack.openNumber(low);
    }

    /** The object is as complete as the other one, whose number may be -1 for a complete one. */
    void dependsOn(int number, int other) {
        dependsOn[number] = other;
    }

    /** The object is as complete as what the other one waits for. */
    void dependsOnWhat(int number, int other) {
        dependsOn[number] = dependsOn[other];
    }

    /** Puts the object where its stand-in was; returns what waited for it. */
    List<Pending.Deferred> replace(int number, Object object) {
        if (number < 0 || number >= size || !(memo[number] instanceof Pending pending)) {
            throw in.corrupt("object " + Integer.toUnsignedString(number) + " is made twice");
        }
        memo[number] = object;
        return pending.waiting();
    }

    /** The value itself, or, for a stand-in, the object that was made since. */
    @Nullable
    Object resolved(@Nullable Object value) {
        if (!(value instanceof Pending pending)) {
            return value;
        }
        Object object = memo[pending.number()];
        if (object == null || object instanceof Pending) {
            throw in.corrupt("object " + pending.number() + ", which is not made yet, is used");
        }
        return object;
    }

    /** Runs the action when all stand-ins among the values are made: at once, if there are none. */
    void whenMade(@Nullable Object[] values, Pending.Deferred action) throws Exception {
        int[] missing = {0};
        for (Object value : values) {
            // One that was made since it came onto the stack waits for nothing any more.
            if (value instanceof Pending pending && memo[pending.number()] instanceof Pending) {
                missing[0]++;
                pending.whenMade(() -> {
                    if (--missing[0] == 0) {
                        action.run();
                    }
                });
            }
        }
        if (missing[0] == 0) {
            action.run();
        }
    }
}
