package io.picklejar.pickler;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the objects of a pickle: by identity, strings by value, so that equal graphs have equal bytes whatever
 * was interned. An object whose arguments are being written is known without a number.
 *
 * <p>The memo of a pickle that continues a stream stands on that of the pickles before it.
 */
final class Memo {
    static final int UNKNOWN = -1;
    static final int IN_CONSTRUCTION = -2;

    private final IdentityHashMap<Object, Integer> objects = new IdentityHashMap<>();
    private final Map<String, Integer> strings = new HashMap<>();
    private final @Nullable Memo before;
    private int next;

    Memo(@Nullable Memo before) {
        this.before = before;
        this.next = before == null ? 0 : before.next;
    }

    int size() {
        return next;
    }

    int get(Object object) {
        Integer number = objects.get(object);
        return number != null ? number : before == null ? UNKNOWN : before.get(object);
    }

    int getString(String text) {
        Integer number = strings.get(text);
        return number != null ? number : before == null ? UNKNOWN : before.getString(text);
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

    /** Adds what a pickle that stands on this memo numbered, but for the objects it left something out of. */
    void addAll(Memo continued, Predicate<Object> isPartial) {
        continued.objects.forEach((object, number) -> {
            if (!isPartial.test(object)) {
                objects.put(object, number);
            }
        });
        strings.putAll(continued.strings);
        next = continued.next;
    }
}
