package io.picklejar.pickler;

import io.picklejar.protocol.ObjectNumbers;
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

    private final ObjectNumbers numbers = new ObjectNumbers();
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
        int number = numbers.get(object, UNKNOWN);
        return number != UNKNOWN || before == null ? number : before.get(object);
    }

    void begin(Object object) {
        numbers.put(object, IN_CONSTRUCTION);
    }

    /** Gives the object the next number. */
    int add(Object object) {
        numbers.put(object, next);
        return next++;
    }

    /** Adds what a pickle that stands on this memo numbered, but for the objects it left something out of. */
    void addAll(Memo continued, Predicate<Object> isPartial) {
        continued.numbers.forEach((object, number) -> {
            if (!isPartial.test(object)) {
                numbers.put(object, number);
            }
        });
        next = continued.next;
    }
}
