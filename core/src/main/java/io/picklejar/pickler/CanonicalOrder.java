package io.picklejar.pickler;

import io.picklejar.error.PickleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An order for the items of hash containers that depends on the items alone: that of their pickles, each made by itself.
 * Identity hash codes and the JVM's salt do not matter, nor does the order in which the items were added.
 *
 * <p>A container that is met again while its own items are sorted keeps its order there.
 */
final class CanonicalOrder {
    private final Function<@Nullable Object, byte[]> pickler;
    private final Set<Object> sorting = Collections.newSetFromMap(new IdentityHashMap<>());

    CanonicalOrder(PicklerConfig config) {
        this.pickler = item -> Dump.alone(config, item, this);
    }

    /** An item and what it is sorted by. */
    private static final class Item<T extends @Nullable Object> {
        final T value;
        final byte[] pickle;

        Item(T value, byte[] pickle) {
            this.value = value;
            this.pickle = pickle;
        }
    }

    <T extends @Nullable Object> Collection<T> sort(
            Object container, Collection<T> items, Function<? super T, ? extends @Nullable Object> key) {
        if (items.size() < 2 || !sorting.add(container)) {
            return items;
        }
        try {
            List<Item<T>> sorted = new ArrayList<>();
            for (T item : items) {
                sorted.add(new Item<>(item, pickler.apply(key.apply(item))));
            }
            sorted.sort(Comparator.comparing(item -> item.pickle, Arrays::compareUnsigned));
            List<T> values = new ArrayList<>();
            sorted.forEach(item -> values.add(item.value)); // null may be among them
            return values;
        } catch (PickleException e) {
            // The walk will come to the item that cannot be pickled, and can say where it sits.
            return items;
        } finally {
            sorting.remove(container);
        }
    }
}
