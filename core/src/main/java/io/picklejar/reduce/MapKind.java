package io.picklejar.reduce;

import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JDK's maps that are nothing but their entries. {@code LinkedHashMap} has an order mode, too, and tells it itself. */
final class MapKind extends Kind<Map<?, ?>> {
    @SuppressWarnings("JdkObsolete") // users have them all the same
    private static final Map<Class<?>, Supplier<Map<?, ?>>> TYPES = Map.of(
            HashMap.class, HashMap::new,
            Hashtable.class, Hashtable::new,
            IdentityHashMap.class, IdentityHashMap::new,
            ConcurrentHashMap.class, ConcurrentHashMap::new);

    MapKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return TYPES.containsKey(type);
    }

    @Override
    public Reduction<?> reduce(Map<?, ?> map, ReduceContext context) {
        return Reduction.of(this, map.getClass()).withMapItems(map.entrySet());
    }

    @Override
    public Map<?, ?> make(@Nullable Object[] args) {
        return JdkTypes.get(TYPES, Args.type(args, 0)).get();
    }
}
