package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import io.picklejar.policy.CodeOrigin;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's maps that show a part of another one: {@code headMap(…)}, {@code descendingMap()}, {@code reversed()}. As {@link
 * ViewKind}: only what they show travels.
 */
final class MapViewKind extends Kind<Map<?, ?>> {
    private static final int LINKED = 0;
    private static final int SORTED = 1;
    private static final int CONCURRENT = 2;

    MapViewKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return Map.class.isAssignableFrom(type)
                && CodeOrigin.isJdk(type)
                && (ViewKind.isHidden(type) || isSubMap(type));
    }

    /** A range of a sorted map is Serializable, and writes the whole map. */
    private static boolean isSubMap(Class<?> type) {
        return type.getPackageName().startsWith("java.util")
                && type.getSimpleName().endsWith("SubMap")
                && SortedMap.class.isAssignableFrom(type);
    }

    @Override
    public Reduction<?> reduce(Map<?, ?> view, ReduceContext context) {
        Reduction<?> empty = view instanceof SortedMap<?, ?> sorted
                ? Reduction.of(this, view instanceof ConcurrentNavigableMap ? CONCURRENT : SORTED, sorted.comparator())
                : Reduction.of(this, LINKED);
        return empty.withMapItems(view.entrySet());
    }

    @Override
    public ObjectPath step(ObjectPath path, Map<?, ?> view, int argument) {
        return path.field("comparator");
    }

    @Override
    @SuppressWarnings("unchecked") // a comparator of whatever the keys are
    public Map<?, ?> make(@Nullable Object[] args) {
        int shape = Args.number(args, 0);
        return switch (shape) {
            case LINKED -> new LinkedHashMap<>();
            case SORTED -> new TreeMap<>((Comparator<Object>) args[1]);
            case CONCURRENT -> new ConcurrentSkipListMap<>((Comparator<Object>) args[1]);
            default -> throw new IllegalArgumentException("no map has the shape " + shape);
        };
    }
}
