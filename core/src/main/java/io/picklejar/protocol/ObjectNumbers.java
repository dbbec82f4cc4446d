package io.picklejar.protocol;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of objects: by identity, strings by value. A hash table with linear probing, without boxes and entries: with
 * {@code IdentityHashMap} and {@code HashMap}, which it replaced, a third of the time to pickle a graph of 1,000 objects went into
 * them. Not thread-safe.
 */
public final class ObjectNumbers {
    private static final int LEAST_CAPACITY = 16;

    /** Clearing takes as long as the table is large. */
    private static final int KEPT_CAPACITY = 32;

    private @Nullable Object[] keys = new Object[LEAST_CAPACITY];
    private int[] numbers = new int[LEAST_CAPACITY];
    private int size;

    /** The number of the object, or {@code otherwise} if it has none. */
    public int get(Object object, int otherwise) {
        int slot = slotOf(object);
        return keys[slot] == null ? otherwise : numbers[slot];
    }

    /** Gives the object this number, whether it had one or not. */
    public void put(Object object, int number) {
        int slot = slotOf(object);
        numbers[slot] = number;
        if (keys[slot] == null) {
            keys[slot] = object;
            if (++size > keys.length / 2) {
                grow();
            }
        }
    }

    /** Forgets all objects. */
    public void clear() {
        if (keys.length > KEPT_CAPACITY) {
            keys = new Object[LEAST_CAPACITY];
            numbers = new int[LEAST_CAPACITY];
        } else if (size > 0) {
            Arrays.fill(keys, null);
        }
        size = 0;
    }

    /** Visits all objects, in no order. */
    public void forEach(ObjIntConsumer<Object> visitor) {
        for (int i = 0; i < keys.length; i++) {
            Object key = keys[i];
            if (key != null) {
                visitor.accept(key, numbers[i]);
            }
        }
    }

    /** Where the object is, or would be. */
    @SuppressWarnings("ReferenceEquality") // the very object is meant
    private int slotOf(Object object) {
        int mask = keys.length - 1;
        String text = object instanceof String string ? string : null;
        int hash = text != null ? text.hashCode() : System.identityHashCode(object);
        // Fibonacci hashing: both kinds of hash code differ in few bits.
        int slot = (hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask);
        while (true) {
            Object key = keys[slot];
            if (key == null || key == object || (text != null && text.equals(key))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void grow() {
        @Nullable Object[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new Object[2 * oldKeys.length];
        numbers = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            Object key = oldKeys[i];
            if (key != null) {
                int slot = slotOf(key);
                keys[slot] = key;
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
