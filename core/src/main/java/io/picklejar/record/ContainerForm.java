package io.picklejar.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The classes that containers keep, by the order of their numbers on the wire, from 1. A container of another class, or
 * with a comparator, travels as a pickle.
 */
@SuppressWarnings({"ImmutableEnumChecker", "JdkObsolete"
}) // samples are asked for their class; users do have linked lists
enum ContainerForm {
    ARRAY_LIST(new ArrayList<>()),
    IMMUTABLE_LIST(List.of(), List.of(1), List.of(1, 2, 3)) {
        @Override
        Object ofElements(@Nullable Object[] elements) {
            // List.of takes no null, toList does.
            return Arrays.asList(elements).contains(null)
                    ? Arrays.stream(elements).toList()
                    : List.of(elements);
        }
    },
    LINKED_LIST(new LinkedList<>()),
    ARRAYS_AS_LIST(Arrays.asList()) {
        @Override
        Object ofElements(@Nullable Object[] elements) {
            return Arrays.asList(elements);
        }
    },
    EMPTY_LIST(Collections.emptyList()) {
        @Override
        Object ofElements(@Nullable Object[] elements) {
            return Collections.emptyList();
        }
    },
    HASH_SET(new HashSet<>()),
    LINKED_HASH_SET(new LinkedHashSet<>()),
    TREE_SET(new TreeSet<>()),
    IMMUTABLE_SET(Set.of(), Set.of(1), Set.of(1, 2, 3)) {
        @Override
        Object ofElements(@Nullable Object[] elements) {
            return Set.of(elements);
        }
    },
    ARRAY_DEQUE(new ArrayDeque<>()),
    HASH_MAP(new HashMap<>()),
    LINKED_HASH_MAP(new LinkedHashMap<>()),
    TREE_MAP(new TreeMap<>()),
    IMMUTABLE_MAP(Map.of(), Map.of(1, 1), Map.of(1, 1, 2, 2)) {
        @Override
        Object ofEntries(@Nullable Object[] keys, @Nullable Object[] values) {
            Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
            for (int i = 0; i < keys.length; i++) {
                entries.put(keys[i], values[i]);
            }
            return Map.copyOf(entries);
        }
    };

    private static final Map<Class<?>, ContainerForm> BY_CLASS = new HashMap<>();

    static {
        for (ContainerForm form : values()) {
            for (Object each : form.samples) {
                BY_CLASS.put(each.getClass(), form);
            }
        }
    }

    private final List<Object> samples;

    ContainerForm(Object... samples) {
        this.samples = List.of(samples);
    }

    /** The number on the wire: new constants go to the end. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the format
    int number() {
        return 1 + ordinal();
    }

    /** The form of the container, or null if it has none. */
    static @Nullable ContainerForm of(Object container) {
        ContainerForm form = BY_CLASS.get(container.getClass());
        boolean isCompared = (form == TREE_SET && ((SortedSet<?>) container).comparator() != null)
                || (form == TREE_MAP && ((SortedMap<?, ?>) container).comparator() != null);
        return isCompared ? null : form;
    }

    boolean isMap() {
        return samples.get(0) instanceof Map;
    }

    /** A container of the elements. */
    Object ofElements(@Nullable Object[] elements) {
        Collection<@Nullable Object> made = switch (this) {
            case ARRAY_LIST -> new ArrayList<>(elements.length);
            case LINKED_LIST -> new LinkedList<>();
            case HASH_SET -> new HashSet<>(capacity(elements.length));
            case LINKED_HASH_SET -> new LinkedHashSet<>(capacity(elements.length));
            case TREE_SET -> new TreeSet<>();
            case ARRAY_DEQUE -> new ArrayDeque<>(elements.length);
            default -> throw new IllegalStateException(this + " has no elements");
        };
        Collections.addAll(made, elements);
        return made;
    }

    /** A map of the keys to the values. */
    Object ofEntries(@Nullable Object[] keys, @Nullable Object[] values) {
        Map<@Nullable Object, @Nullable Object> made = switch (this) {
            case HASH_MAP -> new HashMap<>(capacity(keys.length));
            case LINKED_HASH_MAP -> new LinkedHashMap<>(capacity(keys.length));
            case TREE_MAP -> new TreeMap<>();
            default -> throw new IllegalStateException(this + " has no entries");
        };
        for (int i = 0; i < keys.length; i++) {
            made.put(keys[i], values[i]);
        }
        return made;
    }

    /** The initial capacity that takes so many without growing, at the default load factor of 0.75. */
    private static int capacity(int size) {
        return (int) Math.min(1 << 30, size * 4L / 3 + 1);
    }
}
