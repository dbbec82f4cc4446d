package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JDK's collections with a comparator. */
final class SortedSetKind extends Kind<Collection<?>> {
    private static final Map<Class<?>, Function<@Nullable Comparator<Object>, Collection<?>>> TYPES = Map.of(
            TreeSet.class, comparator -> new TreeSet<>(comparator),
            ConcurrentSkipListSet.class, comparator -> new ConcurrentSkipListSet<>(comparator),
            PriorityQueue.class, comparator -> new PriorityQueue<>(comparator));

    SortedSetKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return TYPES.containsKey(type);
    }

    @Override
    public Reduction<?> reduce(Collection<?> collection, ReduceContext context) {
        Comparator<?> comparator = collection instanceof SortedSet<?> set
                ? set.comparator()
                : ((PriorityQueue<?>) collection).comparator();
        return Reduction.of(this, collection.getClass(), comparator).withListItems(collection);
    }

    @Override
    public ObjectPath step(ObjectPath path, Collection<?> collection, int argument) {
        return path.field("comparator");
    }

    @Override
    @SuppressWarnings("unchecked") // a comparator of whatever the elements are
    public Collection<?> make(@Nullable Object[] args) {
        return JdkTypes.get(TYPES, Args.type(args, 0)).apply((Comparator<Object>) args[1]);
    }
}
