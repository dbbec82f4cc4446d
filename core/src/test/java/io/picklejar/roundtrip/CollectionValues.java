package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Stack;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;

/** The JDK's collections that can be changed. */
@SuppressWarnings({"JdkObsolete", "BoxingComparator"})
final class CollectionValues {
    private CollectionValues() {}

    static List<Value> all() {
        return List.of(
                Value.elements("ArrayList", () -> filled(new ArrayList<>())),
                Value.elements("empty ArrayList", ArrayList::new),
                Value.elements("ArrayList with nulls", () -> new ArrayList<>(Arrays.asList(null, "a", null))),
                Value.elements("LinkedList", () -> filled(new LinkedList<>())),
                Value.elements("ArrayDeque", () -> filled(new ArrayDeque<>())),
                Value.elements("Vector", () -> filled(new Vector<>())),
                Value.elements("Stack", () -> filled(new Stack<>())),
                Value.elements("HashSet", () -> filled(new HashSet<>())),
                Value.elements("HashSet with null", () -> new HashSet<>(Arrays.asList(null, 1))),
                Value.elements("LinkedHashSet", () -> filled(new LinkedHashSet<>())),
                Value.elements("CopyOnWriteArrayList", () -> filled(new CopyOnWriteArrayList<>())),
                Value.elements("CopyOnWriteArraySet", () -> filled(new CopyOnWriteArraySet<>())),
                Value.elements("ConcurrentLinkedQueue", () -> filled(new ConcurrentLinkedQueue<>())),
                Value.elements("ConcurrentLinkedDeque", () -> filled(new ConcurrentLinkedDeque<>())),
                Value.elements("LinkedBlockingQueue", () -> filled(new LinkedBlockingQueue<>())),
                Value.elements("LinkedBlockingDeque", () -> filled(new LinkedBlockingDeque<>())),
                Value.of(
                        "ArrayBlockingQueue",
                        () -> {
                            ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(3);
                            queue.add("a");
                            return queue;
                        },
                        (original, copy) -> {
                            assertThat(copy).containsExactly("a");
                            assertThat(copy.remainingCapacity()).isEqualTo(2);
                        }),
                Value.elements("TreeSet", () -> filled(new TreeSet<>())),
                Value.elements(
                        "TreeSet with a lambda as comparator", () -> filled(new TreeSet<>((a, b) -> b.compareTo(a)))),
                Value.elements("TreeSet in reverse order", () -> filled(new TreeSet<>(Comparator.reverseOrder()))),
                Value.elements(
                        "ConcurrentSkipListSet",
                        () -> filled(new ConcurrentSkipListSet<>(
                                Comparator.comparing(String::length).thenComparing(a -> a)))),
                Value.of(
                        "PriorityQueue with a comparator",
                        () -> filled(new PriorityQueue<>((a, b) -> b.compareTo(a))),
                        (original, copy) -> assertThat(drained(copy)).containsExactly("two", "three", "one")),
                Value.of("list that holds itself", CollectionValues::holdingItself, (original, copy) -> {
                    assertThat(copy).hasSize(2);
                    assertThat(copy.get(0)).isSameAs(copy);
                }),
                Value.of(
                        "lists that hold each other",
                        CollectionValues::holdingEachOther,
                        (original, copy) ->
                                assertThat(((List<?>) copy.get(0)).get(0)).isSameAs(copy)),
                Value.of("element that is there twice", CollectionValues::twice, (original, copy) -> {
                    assertThat(copy).isEqualTo(original);
                    assertThat(copy.get(1)).isSameAs(copy.get(0));
                }),
                Value.elements("long list", () -> {
                    List<Integer> list = new ArrayList<>();
                    for (int i = 0; i < 5_000; i++) {
                        list.add(i);
                    }
                    return list;
                }));
    }

    private static <C extends Collection<String>> C filled(C collection) {
        collection.add("one");
        collection.add("two");
        collection.add("three");
        return collection;
    }

    private static List<Object> drained(Collection<String> queue) {
        PriorityQueue<String> rest = new PriorityQueue<>((PriorityQueue<String>) queue);
        List<Object> drained = new ArrayList<>();
        while (!rest.isEmpty()) {
            drained.add(rest.remove());
        }
        return drained;
    }

    private static List<Object> holdingItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        list.add("end");
        return list;
    }

    private static List<Object> holdingEachOther() {
        List<Object> outer = new LinkedList<>();
        List<Object> inner = new ArrayList<>();
        outer.add(inner);
        inner.add(outer);
        return outer;
    }

    private static List<List<String>> twice() {
        List<String> inner = new ArrayList<>(List.of("x"));
        return new ArrayList<>(List.of(inner, inner));
    }
}
