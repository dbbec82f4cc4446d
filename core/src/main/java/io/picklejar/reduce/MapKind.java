package io.picklejar.reduce;

import io.picklejar.jvm.Access;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's maps that are nothing but their entries, and {@link LinkedHashMap}, which has an order mode, too. Where
 * that cannot be read, which takes privilege, the map tells itself through the JDK's hooks; only then may it not be
 * part of a cycle of such maps.
 *
 * <p>Of a {@link WeakHashMap} the live entries travel; at the receiver they last while something else of the pickle
 * refers to their keys. cloudpickle: {@code _weakset_reduce}.
 */
final class MapKind extends Kind<Map<?, ?>> {
    @SuppressWarnings("JdkObsolete") // users have them all the same
    private static final Map<Class<?>, Supplier<Map<?, ?>>> TYPES = Map.of(
            HashMap.class, HashMap::new,
            LinkedHashMap.class, LinkedHashMap::new,
            Hashtable.class, Hashtable::new,
            IdentityHashMap.class, IdentityHashMap::new,
            WeakHashMap.class, WeakHashMap::new,
            ConcurrentHashMap.class, ConcurrentHashMap::new);

    MapKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return TYPES.containsKey(type);
    }

    @Override
    public @Nullable Reduction<?> reduce(Map<?, ?> map, ReduceContext context) {
        if (map instanceof LinkedHashMap) {
            try {
                if (isInAccessOrder(map)) {
                    return Reduction.of(this, map.getClass(), true).withMapItems(map.entrySet());
                }
            } catch (ReflectiveOperationException e) {
                return null;
            }
            return Reduction.of(this, map.getClass()).withMapItems(map.entrySet());
        }
        return Reduction.of(this, map.getClass()).withMapItems(sorted(map, context));
    }

    private static Iterable<? extends Map.Entry<?, ?>> sorted(Map<?, ?> map, ReduceContext context) {
        Collection<? extends Map.Entry<?, ?>> entries = map.entrySet();
        return context.inCanonicalOrder(map, entries, Map.Entry::getKey);
    }

    /** The mode has no accessor; the field has had its name since JDK 1.4. */
    private static boolean isInAccessOrder(Map<?, ?> map) throws ReflectiveOperationException {
        return Boolean.TRUE.equals(Access.get(LinkedHashMap.class.getDeclaredField("accessOrder"), map));
    }

    @Override
    public Map<?, ?> make(@Nullable Object[] args) {
        if (args.length > 1 && Args.flag(args, 1)) {
            return new LinkedHashMap<>(16, 0.75f, true);
        }
        return JdkTypes.get(TYPES, Args.type(args, 0)).get();
    }
}
