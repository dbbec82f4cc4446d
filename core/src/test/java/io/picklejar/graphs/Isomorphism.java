package io.picklejar.graphs;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether two graphs have the same shape: equal leaves, objects of the same classes, and an object occurs twice in one where
 * it does in the other.
 */
final class Isomorphism {
    private record Two(@Nullable Object left, @Nullable Object right, String path) {}

    private final IdentityHashMap<Object, Object> counterparts = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Object> back = new IdentityHashMap<>();
    private final Deque<Two> work = new ArrayDeque<>();

    private Isomorphism() {}

    /** Where the graphs differ first, or null if nowhere. */
    static @Nullable String difference(Object left, Object right) {
        Isomorphism isomorphism = new Isomorphism();
        isomorphism.work.add(new Two(left, right, "$"));
        while (!isomorphism.work.isEmpty()) {
            String difference = isomorphism.compare(isomorphism.work.remove());
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private @Nullable String compare(Two two) {
        Object left = two.left;
        Object right = two.right;
        if (left == null || right == null || isLeaf(left)) {
            return Objects.equals(left, right) ? null : two.path + ": " + describe(left) + " became " + describe(right);
        }
        if (counterparts.containsKey(left) || back.containsKey(right)) {
            return counterparts.get(left) == right && back.get(right) == left
                    ? null
                    : two.path + ": a " + left.getClass().getName() + " is shared otherwise, as a "
                            + right.getClass().getName();
        }
        counterparts.put(left, right);
        back.put(right, left);
        if (left instanceof Supplier<?> ? !(right instanceof Supplier<?>) : left.getClass() != right.getClass()) {
            return two.path + ": a " + left.getClass() + " became a " + right.getClass();
        }
        List<@Nullable Object> lefts = partsOf(left);
        List<@Nullable Object> rights = partsOf(right);
        if (lefts.size() != rights.size()) {
            return two.path + ": " + lefts.size() + " parts became " + rights.size();
        }
        for (int i = 0; i < lefts.size(); i++) {
            work.add(new Two(lefts.get(i), rights.get(i), two.path + "/" + i));
        }
        return null;
    }

    private static String describe(@Nullable Object object) {
        return object == null || isLeaf(object)
                ? String.valueOf(object)
                : "a " + object.getClass().getName();
    }

    private static boolean isLeaf(Object object) {
        return object instanceof Number
                || object instanceof String
                || object instanceof Enum<?>
                || object instanceof java.time.LocalDate
                || object instanceof java.util.UUID;
    }

    private static List<@Nullable Object> partsOf(Object object) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                parts.add(key);
                parts.add(value);
            });
        } else if (object instanceof Collection<?> collection) {
            parts.addAll(collection);
        } else if (object.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(object); i++) {
                parts.add(Array.get(object, i));
            }
        } else if (object instanceof RandomGraph.Node node) {
            parts.add(node.number);
            parts.add(node.left);
            parts.add(node.right);
            parts.add(node.more);
        } else if (object instanceof RandomGraph.Plain plain) {
            parts.add(plain.text);
            parts.add(plain.number);
            parts.add(plain.array);
        } else if (object instanceof RandomGraph.Pair pair) {
            parts.add(pair.first());
            parts.add(pair.second());
        } else if (object instanceof Optional<?> optional) {
            parts.add(optional.orElse(null));
        } else if (object instanceof AtomicReference<?> reference) {
            parts.add(reference.get());
        } else if (object instanceof Supplier<?> supplier) {
            parts.add(supplier.get());
        } else {
            throw new AssertionError("no parts of " + object.getClass());
        }
        return parts;
    }
}
