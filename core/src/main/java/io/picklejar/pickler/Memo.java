package io.picklejar.pickler;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The numbers of the objects of a pickle: by identity, strings by value, so that equal graphs have equal bytes whatever
 * was interned. An object whose arguments are being written is known without a number.
 */
final class Memo {
    static final int UNKNOWN = -1;
    static final int IN_CONSTRUCTION = -2;

    private final IdentityHashMap<Object, Integer> objects = new IdentityHashMap<>();
    private final Map<String, Integer> strings = new HashMap<>();
    private int next;

    int size() {
        return next;
    }

    int get(Object object) {
        return objects.getOrDefault(object, UNKNOWN);
    }

    int getString(String text) {
        return strings.getOrDefault(text, UNKNOWN);
    }

    void addString(String text) {
        strings.put(text, next++);
    }

    void begin(Object object) {
        objects.put(object, IN_CONSTRUCTION);
    }

    /** Gives the object the next number. */
    int add(Object object) {
        objects.put(object, next);
        return next++;
    }
}
