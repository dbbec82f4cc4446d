package io.picklejar.reduce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.DelayQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JDK's collections that are nothing but their elements. */
final class CollectionKind extends Kind<Collection<?>> {
    @SuppressWarnings("JdkObsolete") // users have them all the same
    private static final Map<Class<?>, Supplier<Collection<?>>> TYPES = Map.of(
            ArrayList.class, ArrayList::new,
            LinkedList.class, LinkedList::new,
            ArrayDeque.class, ArrayDeque::new,
            Vector.class, Vector::new,
            HashSet.class, HashSet::new,
            LinkedHashSet.class, LinkedHashSet::new,
            CopyOnWriteArrayList.class, CopyOnWriteArrayList::new,
            ConcurrentLinkedQueue.class, ConcurrentLinkedQueue::new,
            ConcurrentLinkedDeque.class, ConcurrentLinkedDeque::new,
            DelayQueue.class, DelayQueue::new);

    CollectionKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return TYPES.containsKey(type);
    }

    @Override
    public Reduction<?> reduce(Collection<?> collection, ReduceContext context) {
        Collection<?> items = collection.getClass() == HashSet.class
                ? context.inCanonicalOrder(collection, collection, item -> item)
                : collection;
        return Reduction.of(this, collection.getClass()).withListItems(items);
    }

    @Override
    public Collection<?> make(@Nullable Object[] args) {
        return JdkTypes.get(TYPES, Args.type(args, 0)).get();
    }
}
