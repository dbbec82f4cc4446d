package io.picklejar.record;

import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The types of containers that a field may have, by the order of their numbers on the wire. */
enum ContainerKind {
    COLLECTION(Collection.class),
    LIST(java.util.List.class),
    SET(Set.class),
    SORTED_SET(SortedSet.class),
    NAVIGABLE_SET(NavigableSet.class),
    QUEUE(Queue.class),
    DEQUE(Deque.class),
    MAP(Map.class),
    SORTED_MAP(SortedMap.class),
    NAVIGABLE_MAP(NavigableMap.class),
    OPTIONAL(Optional.class),
    ARRAY_LIST(java.util.ArrayList.class),
    LINKED_LIST(java.util.LinkedList.class),
    HASH_SET(java.util.HashSet.class),
    LINKED_HASH_SET(java.util.LinkedHashSet.class),
    TREE_SET(java.util.TreeSet.class),
    ARRAY_DEQUE(java.util.ArrayDeque.class),
    HASH_MAP(java.util.HashMap.class),
    LINKED_HASH_MAP(LinkedHashMap.class),
    TREE_MAP(java.util.TreeMap.class);

    private final Class<?> type;

    ContainerKind(Class<?> type) {
        this.type = type;
    }

    /** The number on the wire: new constants go to the end. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the format
    int number() {
        return ordinal();
    }

    static @Nullable ContainerKind of(Class<?> type) {
        for (ContainerKind kind : values()) {
            if (kind.type == type) {
                return kind;
            }
        }
        return null;
    }

    Class<?> type() {
        return type;
    }

    boolean isMap() {
        return Map.class.isAssignableFrom(type);
    }
}
