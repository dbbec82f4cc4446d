package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Collections that cannot be changed or wrap others, and optionals. */
final class SpecialCollectionValues {
    private SpecialCollectionValues() {}

    static List<Value> all() {
        return Stream.of(immutable(), wrappers(), optionals())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Value> immutable() {
        return List.of(
                Value.equal("List.of nothing", List::of),
                Value.equal("List.of one", () -> List.of("a")),
                Value.equal("List.of three", () -> List.of("a", 2, 'c')),
                Value.of(
                        "list that stays unchangeable",
                        () -> List.of("a", "b"),
                        (original, copy) -> assertThatThrownBy(() -> copy.add("c"))
                                .isInstanceOf(UnsupportedOperationException.class)),
                Value.equal("Set.of nothing", Set::of),
                Value.equal("Set.of two", () -> Set.of(1, 2)),
                Value.equal("Set.of many", () -> Set.of(1, 2, 3, 4, 5)),
                Value.equal("Map.of nothing", Map::of),
                Value.equal("Map.of one", () -> Map.of("k", "v")),
                Value.equal("Map.of many", () -> Map.of(1, "a", 2, "b", 3, "c")),
                Value.equal(
                        "Map.entry",
                        () -> new ArrayList<>(List.of(Map.entry("k", 1).getKey()))),
                Value.equal("List.copyOf", () -> List.copyOf(new ArrayList<>(List.of(1, 2, 3)))),
                Value.equal("Stream.toList", () -> Stream.of(1, 2, 3).toList()),
                Value.equal("Stream.toList with null", () -> Stream.of(1, null).toList()));
    }

    private static List<Value> wrappers() {
        return List.of(
                Value.equal("Arrays.asList", () -> Arrays.asList("a", null)),
                Value.of("Arrays.asList over a String[]", () -> Arrays.asList("a", "b"), (original, copy) -> {
                    Value.sameClass(original, copy);
                    copy.set(0, "z");
                    assertThat(copy).containsExactly("z", "b");
                }),
                Value.same("Collections.emptyList", Collections::emptyList),
                Value.same("Collections.emptySet", Collections::emptySet),
                Value.same("Collections.emptyMap", Collections::emptyMap),
                Value.equal("Collections.singletonList", () -> Collections.singletonList("a")),
                Value.equal("Collections.singleton", () -> Collections.singleton(null)),
                Value.equal("Collections.singletonMap", () -> Collections.singletonMap("k", "v")),
                Value.equal("Collections.nCopies", () -> Collections.nCopies(3, "x")),
                Value.equal("unmodifiableList", () -> Collections.unmodifiableList(new ArrayList<>(List.of(1)))),
                Value.equal("unmodifiableSet", () -> Collections.unmodifiableSet(new HashSet<>(Set.of(1)))),
                Value.equal("unmodifiableMap", () -> Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2)))),
                Value.equal(
                        "unmodifiableSortedMap", () -> Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(1, 2)))),
                Value.elements(
                        "unmodifiableCollection",
                        () -> Collections.unmodifiableCollection(new ArrayList<>(List.of(1)))),
                Value.equal("synchronizedList", () -> Collections.synchronizedList(new ArrayList<>(List.of(1)))),
                Value.equal("synchronizedSet", () -> Collections.synchronizedSet(new HashSet<>(Set.of(1)))),
                Value.equal("synchronizedMap", () -> Collections.synchronizedMap(new LinkedHashMap<>(Map.of(1, 2)))),
                Value.equal("checkedList", () -> Collections.checkedList(new ArrayList<>(List.of("a")), String.class)),
                Value.equal("newSetFromMap", () -> {
                    Set<String> set = Collections.newSetFromMap(new ConcurrentHashMap<>());
                    set.add("a");
                    return set;
                }),
                Value.equal("ConcurrentHashMap.newKeySet", () -> {
                    Set<String> set = ConcurrentHashMap.newKeySet();
                    set.add("a");
                    return set;
                }),
                Value.equal("descendingSet", () -> new TreeSet<>(Set.of(1, 2, 3)).descendingSet()),
                Value.of(
                        "headMap",
                        () -> new TreeMap<>(Map.of(1, "a", 2, "b", 3, "c")).headMap(3),
                        (original, copy) -> assertThat(copy).isEqualTo(original)));
    }

    private static List<Value> optionals() {
        return List.of(
                Value.equal("Optional", () -> Optional.of("value")),
                Value.equal("Optional in an Optional", () -> Optional.of(Optional.of(1))),
                Value.same("empty Optional", Optional::empty),
                Value.equal("OptionalInt", () -> OptionalInt.of(-1)),
                Value.equal("OptionalLong", () -> OptionalLong.of(1L << 40)),
                Value.equal("OptionalDouble", () -> OptionalDouble.of(0.5)),
                Value.same("empty OptionalInt", OptionalInt::empty),
                Value.same("empty OptionalLong", OptionalLong::empty),
                Value.same("empty OptionalDouble", OptionalDouble::empty));
    }
}
