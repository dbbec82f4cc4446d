package io.picklejar.pickler;

import io.picklejar.protocol.PickleInput;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that fill arrays, collections and maps.
 *
 * <p>A container that hashes or compares is filled only when its keys are complete: until then their hash codes may change.
 */
final class ItemReading {
    private final PickleInput in;
    private final Class<?>[] classes;
    private final ReadMemo memo;
    private final Admission admission;
    private final HashWork work;
    private final ValueStack stack;

    /** The elements of all arrays so far. */
    private long claimed;

    ItemReading(PickleInput in, Class<?>[] classes, ReadMemo memo, Admission admission, HashWork work) {
        this.work = work;
        this.admission = admission;
        this.in = in;
        this.classes = classes;
        this.memo = memo;
        this.stack = memo.stack();
    }

    /** {@code ARRAY} */
    void array() {
        Class<?> component = classes[in.index(classes.length)];
        if (component.isPrimitive()) {
            throw in.corrupt("an array of references to " + component);
        }
        // Each element takes at least a byte of the body, and no byte is an element of two arrays.
        int length = in.checked(in.varint(), 1);
        claimed += length;
        if (claimed > in.size()) {
            throw in.corrupt("arrays of " + claimed + " elements in a pickle of " + in.size() + " bytes");
        }
        admission.array(component, length);
        Object array = Array.newInstance(component, length);
        memo.open(memo.memoize(array), array);
    }

    /** {@code ELEMENTS} */
    void elements() throws Exception {
        int start = in.varint();
        int count = in.varint();
        @Nullable Object[] values = memo.popInto(count);
        if (!(memo.top() instanceof Object[] array) || start < 0 || start > array.length - count) {
            throw in.corrupt("elements from " + Integer.toUnsignedString(start) + " on for what is no such array");
        }
        for (int i = 0; i < count; i++) {
            int index = start + i;
            Object value = values[i];
            if (value instanceof Pending pending) {
                pending.whenMade(() -> Array.set(array, index, memo.resolved(pending)));
            } else {
                Array.set(array, index, value);
            }
        }
    }

    /** {@code APPEND} */
    void append() throws Exception {
        int count = in.varint();
        memo.need(count);
        int low = stack.lowest(count);
        @Nullable Object[] items = memo.popInto(count);
        if (memo.top() instanceof Throwable throwable) {
            memo.whenMade(items, () -> {
                for (Object item : items) {
                    throwable.addSuppressed((Throwable) memo.resolved(item));
                }
            });
            return;
        }
        if (!(memo.top() instanceof Collection<?>)) {
            throw in.corrupt("items for what is no collection");
        }
        @SuppressWarnings("unchecked") // a collection of whatever its items are
        Collection<@Nullable Object> collection = (Collection<@Nullable Object>) memo.top();
        fill(items, collection instanceof List<?> ? ValueStack.COMPLETE : low, () -> {
            resolve(items);
            if (!(collection instanceof List<?>)) {
                work.hash(items, 1);
            }
            for (Object item : items) {
                collection.add(item);
            }
            work.holds(collection, items);
        });
    }

    /** {@code PUT} */
    void put() throws Exception {
        int count = in.checked(in.varint(), 0);
        if (count > stack.size()) {
            throw in.corrupt(count + " entries where there are " + stack.size() + " values");
        }
        memo.need(2 * count);
        int keyLow = ValueStack.COMPLETE;
        for (int i = 0; i < count; i++) {
            keyLow = Math.min(keyLow, stack.low(2 * i + 1));
        }
        @Nullable Object[] entries = memo.popInto(2 * count);
        if (!(memo.top() instanceof Map<?, ?>)) {
            throw in.corrupt("entries for what is no map");
        }
        @SuppressWarnings("unchecked") // a map of whatever its entries are
        Map<@Nullable Object, @Nullable Object> map = (Map<@Nullable Object, @Nullable Object>) memo.top();
        fill(entries, keyLow, () -> {
            resolve(entries);
            work.hash(entries, 2);
            for (int i = 0; i < entries.length; i += 2) {
                map.put(entries[i], entries[i + 1]);
            }
            work.holds(map, entries);
        });
    }

    private void resolve(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = memo.resolved(values[i]);
        }
    }

    /** Fills the container now, or when the open object at this depth, which keys lead to, is closed. */
    private void fill(@Nullable Object[] values, int keyLow, Pending.Deferred action) throws Exception {
        if (keyLow == ValueStack.COMPLETE) {
            memo.whenMade(values, action);
        } else {
            stack.whenClosed(keyLow, () -> memo.whenMade(values, action));
        }
    }
}
