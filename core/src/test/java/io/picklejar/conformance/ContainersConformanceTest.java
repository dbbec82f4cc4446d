package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.error.PicklingException;
import io.picklejar.testkit.Row;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views, and objects that mean nothing elsewhere. */
@SuppressWarnings({"serial", "JdkObsolete"})
final class ContainersConformanceTest {
    /** A map with one entry, whose key or value a view hides. */
    private static List<Map<String, String>> maps() {
        List<Map<String, String>> maps = List.of(
                new HashMap<>(),
                new LinkedHashMap<>(),
                new TreeMap<>(),
                new ConcurrentHashMap<>(),
                new ConcurrentSkipListMap<>(),
                new Hashtable<>(),
                new IdentityHashMap<>(),
                new WeakHashMap<>());
        maps.forEach(map -> map.put("the key", "the value"));
        return maps;
    }

    private static void hides(Object view, String text) {
        String pickle = new String(Place.JAR.dumps(view), StandardCharsets.ISO_8859_1);
        assertThat(pickle).as("the pickle of a %s", view.getClass().getName()).doesNotContain(text);
    }

    private static Map<String, Integer> ordered(Map<String, Integer> map) {
        for (String key : List.of("c", "a", "b")) {
            map.put(key, key.charAt(0) - 'a');
        }
        return map;
    }

    @Row("test_dict_keys")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void keysTravelWithoutTheirValues(Place place) {
        for (Map<String, String> map : maps()) {
            hides(map.keySet(), "the value");
            assertThat(place.<Object, String>run(map.keySet(), keys -> (keys instanceof Set) + " " + keys))
                    .isEqualTo("true [the key]");
        }
        Map<TimeUnit, String> byUnit = new EnumMap<>(Map.of(TimeUnit.DAYS, "the value"));
        hides(byUnit.keySet(), "the value");
        assertThat(place.echo(byUnit.keySet())).containsExactly(TimeUnit.DAYS);
    }

    @Row("test_dict_values")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void valuesTravelWithoutTheirKeys(Place place) {
        for (Map<String, String> map : maps()) {
            map.put("the other key", "the value");
            hides(map.values(), " key");
            assertThat(place.<Collection<String>, List<String>>run(map.values(), ArrayList::new))
                    .containsExactly("the value", "the value");
        }
    }

    @Row("test_dict_items")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void entriesTravelAsASet(Place place) {
        for (Map<String, String> map : maps()) {
            assertThat(place.<Set<Map.Entry<String, String>>, String>run(map.entrySet(), entries -> {
                        Map.Entry<String, String> first = entries.iterator().next();
                        return entries.size() + " " + first.getKey() + " " + first.getValue();
                    }))
                    .isEqualTo("1 the key the value");
            Map.Entry<String, String> entry = map.entrySet().iterator().next();
            assertThat(place.<Map.Entry<String, String>, String>run(entry, e -> e.getKey() + " " + e.getValue()))
                    .isEqualTo("the key the value");
        }
        assertThatThrownBy(() -> place.echo(Map.entry("k", "v")).setValue("w"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Row("test_odict_keys")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void keysKeepTheirOrder(Place place) {
        assertThat(place.<Set<String>, String>run(ordered(new LinkedHashMap<>()).keySet(), Object::toString))
                .isEqualTo("[c, a, b]");
        Map<String, Integer> descending = ordered(new TreeMap<>(Comparator.<String>reverseOrder()));
        assertThat(place.<Set<String>, String>run(
                        descending.keySet(), keys -> keys + " " + ((SortedSet<String>) keys).headSet("a")))
                .isEqualTo("[c, b, a] [c, b]");
    }

    @Row("test_odict_values")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void valuesKeepTheirOrder(Place place) {
        assertThat(place.<Collection<Integer>, String>run(
                        ordered(new LinkedHashMap<>()).values(), Object::toString))
                .isEqualTo("[2, 0, 1]");
        assertThat(place.<Collection<Integer>, String>run(
                        ordered(new TreeMap<>()).values(), Object::toString))
                .isEqualTo("[0, 1, 2]");
    }

    @Row("test_odict_items")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void entriesKeepTheirOrder(Place place) {
        assertThat(place.<Object, String>run(ordered(new LinkedHashMap<>()).entrySet(), Object::toString))
                .isEqualTo("[c=2, a=0, b=1]");
        assertThat(place.<Object, String>run(ordered(new TreeMap<>()).entrySet(), Object::toString))
                .isEqualTo("[a=0, b=1, c=2]");
    }

    @Row("test_odict_items")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void rangesTravelWithoutTheRest(Place place) {
        NavigableMap<String, String> map = new TreeMap<>(Map.of("a", "1", "b", "2", "c", "the rest"));
        NavigableMap<String, String> concurrent = new ConcurrentSkipListMap<>(map);
        for (NavigableMap<String, String> each : List.of(map, concurrent)) {
            hides(each.headMap("c"), "the rest");
            hides(each.descendingMap().tailMap("b"), "the rest");
            assertThat(place.<Map<String, String>, String>run(each.headMap("c"), Object::toString))
                    .isEqualTo("{a=1, b=2}");
            assertThat(place.<NavigableMap<String, String>, String>run(
                            each.descendingMap(),
                            m -> m + " " + m.firstKey() + " " + m.comparator().compare("a", "b")))
                    .isEqualTo("{c=the rest, b=2, a=1} c 1");
        }
        List<String> list = new ArrayList<>(List.of("the rest", "b", "c", "d"));
        for (List<String> each :
                List.of(list, new LinkedList<>(list), List.copyOf(list), Arrays.asList(list.toArray(new String[0])))) {
            hides(each.subList(1, 4).subList(0, 2), "the rest");
            hides(Collections.unmodifiableList(each.subList(1, 3)), "the rest");
            assertThat(place.<List<String>, String>run(each.subList(1, 4).subList(0, 2), l -> l + " " + l.get(1)))
                    .isEqualTo("[b, c] c");
        }
    }

    @Row("test_dict_items")
    @Test
    void aPublicMapOfTheJdkIsNotChangedForAnother() {
        assertThatThrownBy(() -> Place.JAR.dumps(new Attributes()))
                .isInstanceOf(PicklingException.class)
                .hasMessageContaining("no reducer for java.util.jar.Attributes: ");
    }

    /** Counts on from where it stands. */
    static final class Counting implements Iterator<Integer> {
        private int next;

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            return next++;
        }
    }

    @Row("test_itertools_count")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void anIteratorOfOnesOwnGoesOnAndOneOfTheJdkIsRefused(Place place) {
        Counting counting = new Counting();
        counting.next();
        counting.next();
        Iterator<Integer> begun = List.of(1, 2).iterator();
        begun.next();

        assertThat(place.<Counting, Integer>run(counting, Counting::next)).isEqualTo(2);
        for (Object each : List.of(
                begun,
                Stream.of(1),
                List.of(1).spliterator(),
                new HashMap<>().keySet().iterator())) {
            assertThatThrownBy(() -> Place.JAR.dumps(List.of("x", each)))
                    .isInstanceOf(PicklingException.class)
                    .hasMessage(
                            "cannot pickle a " + each.getClass().getName() + ": an iterator or stream that has begun"
                                    + " cannot go on elsewhere at $[1]; capture the collection that it goes through"
                                    + " [live-resource]");
        }
    }

    /** A thread of the user's. */
    static final class Worker extends Thread {
        final String own = "own";
    }

    @Row("test_multiprocessing_lock_raises")
    @Test
    void liveResourcesAreRefusedWithAReason() throws Exception {
        try (ServerSocket socket = new ServerSocket()) {
            Map<Object, String> reasons = new LinkedHashMap<>();
            reasons.put(new Thread(), "a thread runs in one JVM only");
            reasons.put(new Worker(), "a thread runs in one JVM only");
            reasons.put(Executors.newSingleThreadExecutor(), "an executor owns threads of this JVM");
            reasons.put(new ReentrantLock(), "who holds a lock is known to one JVM only");
            reasons.put(new ReentrantReadWriteLock(), "who holds a lock is known to one JVM only");
            reasons.put(new Semaphore(1), "who holds a lock is known to one JVM only");
            reasons.put(new CountDownLatch(1), "who holds a lock is known to one JVM only");
            reasons.put(ThreadLocal.withInitial(() -> 1), "its values belong to the threads of this JVM");
            reasons.put(socket, "a connection of this JVM");
            reasons.put(
                    new CompletableFuture<>(), "the result of a computation that runs in this JVM is not there yet");
            reasons.put(
                    new FutureTask<>(() -> 1), "the result of a computation that runs in this JVM is not there yet");
            reasons.put(getClass().getClassLoader(), "a class loader is a part of this JVM");
            reasons.forEach((resource, reason) -> assertThatThrownBy(() -> Place.JAR.dumps(new Object[] {resource}))
                    .isInstanceOf(PicklingException.class)
                    .hasMessageStartingWith(
                            "cannot pickle a " + resource.getClass().getName() + ": " + reason + " at $[0]; ")
                    .hasMessageEndingWith(" [live-resource]"));
        }
    }

    @Row("test_multiprocessing_lock_raises")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void aFutureThatIsDoneTravelsWithItsResult(Place place) {
        assertThat(place.<CompletableFuture<String>, String>run(
                        CompletableFuture.completedFuture("done"), CompletableFuture::join))
                .isEqualTo("done");
        assertThat(place.<CompletableFuture<String>, String>run(
                        CompletableFuture.failedFuture(new IllegalStateException("failed")),
                        future -> future.handle((result, failure) -> result + " " + failure.getMessage())
                                .join()))
                .isEqualTo("null failed");
    }
}
