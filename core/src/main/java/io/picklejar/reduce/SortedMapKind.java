package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JDK's maps with a comparator. */
final class SortedMapKind extends Kind<SortedMap<?, ?>> {
    private static final Map<Class<?>, Function<@Nullable Comparator<Object>, SortedMap<?, ?>>> TYPES = Map.of(
            TreeMap.class, comparator -> new TreeMap<>(comparator),
            ConcurrentSkipListMap.class, comparator -> new ConcurrentSkipListMap<>(comparator));

    SortedMapKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return TYPES.containsKey(type);
    }

    @Override
    public Reduction<?> reduce(SortedMap<?, ?> map, ReduceContext context) {
        return Reduction.of(this, map.getClass(), map.comparator()).withMapItems(map.entrySet());
    }

    @Override
    public ObjectPath step(ObjectPath path, SortedMap<?, ?> map, int argument) {
        return path.field("comparator");
    }

    @Override
    @SuppressWarnings("unchecked") // a comparator of whatever the keys are
    public SortedMap<?, ?> make(@Nullable Object[] args) {
        return JdkTypes.get(TYPES, Args.type(args, 0)).apply((Comparator<Object>) args[1]);
    }
}
