package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The JDK's maps that can be changed. */
@SuppressWarnings({"IdentityHashMapUsage", "JdkObsolete", "serial", "BoxingComparator"})
final class MapValues {
    private MapValues() {}

    static List<Value> all() {
        return List.of(
                Value.entries("HashMap", () -> filled(new HashMap<>())),
                Value.entries("empty HashMap", HashMap::new),
                Value.entries("HashMap with nulls", () -> {
                    Map<Object, Object> map = new HashMap<>();
                    map.put(null, "null");
                    map.put("null", null);
                    return map;
                }),
                Value.entries("LinkedHashMap", () -> filled(new LinkedHashMap<>())),
                Value.of(
                        "LinkedHashMap in access order",
                        () -> filled(new LinkedHashMap<>(16, 0.75f, true)),
                        (original, copy) -> {
                            assertThat(copy.get("two")).isEqualTo(2);
                            assertThat(copy.keySet()).containsExactly("one", "three", "two");
                        }),
                Value.entries("TreeMap", () -> filled(new TreeMap<>())),
                Value.entries(
                        "TreeMap with a lambda as comparator", () -> filled(new TreeMap<>((a, b) -> b.compareTo(a)))),
                Value.entries(
                        "TreeMap with a comparator of the JDK",
                        () -> filled(new TreeMap<>(
                                Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder())))),
                Value.entries(
                        "ConcurrentSkipListMap",
                        () -> filled(new ConcurrentSkipListMap<>(Comparator.<String>reverseOrder()))),
                Value.entries("ConcurrentHashMap", () -> filled(new ConcurrentHashMap<>())),
                Value.entries("Hashtable", () -> filled(new Hashtable<>())),
                Value.of(
                        "Properties with defaults",
                        () -> {
                            Properties defaults = new Properties();
                            defaults.setProperty("a", "default");
                            Properties properties = new Properties(defaults);
                            properties.setProperty("b", "own");
                            return properties;
                        },
                        (original, copy) -> {
                            assertThat(copy.getProperty("a")).isEqualTo("default");
                            assertThat(copy.getProperty("b")).isEqualTo("own");
                        }),
                Value.of(
                        "IdentityHashMap",
                        () -> {
                            List<String> key = new ArrayList<>(List.of("key"));
                            Map<Object, Object> map = new IdentityHashMap<>();
                            map.put(key, key);
                            map.put(new ArrayList<>(List.of("key")), "other");
                            return new Object[] {map, key};
                        },
                        (original, copy) -> {
                            Map<?, ?> map = (Map<?, ?>) copy[0];
                            assertThat(map).isInstanceOf(IdentityHashMap.class).hasSize(2);
                            assertThat((Object) map.get(copy[1])).isSameAs(copy[1]);
                        }),
                Value.equal("entry", () -> new AbstractMap.SimpleEntry<>("key", "value")),
                Value.equal("entry that cannot change", () -> new AbstractMap.SimpleImmutableEntry<>("key", null)),
                Value.of(
                        "map that holds itself",
                        MapValues::holdingItself,
                        (original, copy) -> assertThat(copy.get("self")).isSameAs(copy)),
                Value.of(
                        "linked maps that hold each other",
                        MapValues::holdingEachOther,
                        (original, copy) -> assertThat(((Map<?, ?>) copy.get("child")).get("parent"))
                                .isSameAs(copy)),
                Value.of("key that reaches its map", MapValues::keyThatReachesItsMap, (original, copy) -> {
                    assertThat(copy.owner.get(copy)).isEqualTo("found");
                    assertThat(copy.owner).hasSize(1);
                }),
                Value.of("map of keys that reach it", () -> keyThatReachesItsMap().owner, (original, copy) -> {
                    Key key = copy.keySet().iterator().next();
                    assertThat(key.owner).isSameAs(copy);
                    assertThat(copy.get(key)).isEqualTo("found");
                }));
    }

    private static <M extends Map<String, Integer>> M filled(M map) {
        map.put("one", 1);
        map.put("two", 2);
        map.put("three", 3);
        return map;
    }

    private static Map<String, Object> holdingItself() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        return map;
    }

    private static Map<String, Object> holdingEachOther() {
        Map<String, Object> parent = new LinkedHashMap<>();
        Map<String, Object> child = new LinkedHashMap<>();
        parent.put("child", child);
        child.put("parent", parent);
        return parent;
    }

    private static Key keyThatReachesItsMap() {
        Key key = new Key("z");
        key.owner.put(key, "found");
        return key;
    }

    /** Its hash code needs a field that is written after the one that leads back to it. */
    private static final class Key {
        private final Map<Key, String> owner = new HashMap<>();
        private final String zName;

        Key(String zName) {
            this.zName = zName;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.zName.equals(zName);
        }

        @Override
        public int hashCode() {
            return zName.hashCode();
        }
    }
}
