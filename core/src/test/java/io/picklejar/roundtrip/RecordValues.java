package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records. */
@SuppressWarnings("UnusedMethod")
final class RecordValues {
    private RecordValues() {}

    static List<Value> all() {
        record Local(String text, Point point) {}
        return List.of(
                Value.equal("record", () -> new Point(1, -2L)),
                Value.equal("empty record", Empty::new),
                Value.equal("generic record", () -> new Pair<>("left", List.of(1, 2))),
                Value.equal("nested records", () -> new Pair<>(new Pair<>(1, 'c'), new Pair<>(null, 2.5f))),
                Value.equal("local record", () -> new Local("text", new Point(3, 4))),
                Value.equal(
                        "record of all primitive types",
                        () -> new Primitives(true, (byte) 1, (short) 2, 'c', 4, 5L, 6f, 7.0)),
                Value.equal("record with a constructor that checks", () -> new Checked(List.of("a"))),
                Value.equal("record with an accessor of its own", () -> new Lying("truth")),
                Value.equal("Serializable record", () -> new Sent("text")),
                Value.equal("record as a key", () -> new HashMap<>(Map.of(new Point(1, 2), new Point(3, 4)))),
                Value.of(
                        "record with an array",
                        () -> new Pair<>(new int[] {1, 2}, null),
                        (original, copy) -> assertThat(copy.left()).isEqualTo(new int[] {1, 2})),
                Value.of("record that is there twice", RecordValues::twice, (original, copy) -> {
                    assertThat(copy).isEqualTo(original);
                    assertThat(copy.get(1)).isSameAs(copy.get(0));
                }),
                Value.of(
                        "record in a list of its own",
                        RecordValues::inItsOwnList,
                        (original, copy) -> assertThat(copy.left().get(0)).isSameAs(copy)),
                Value.of(
                        "record in an array of its own",
                        RecordValues::inItsOwnArray,
                        (original, copy) -> assertThat(copy.right()[0]).isSameAs(copy)),
                Value.of(
                        "record in a map of its own",
                        RecordValues::inItsOwnMap,
                        (original, copy) -> assertThat(copy.left().get("self")).isSameAs(copy)));
    }

    private static List<Point> twice() {
        Point point = new Point(5, 6);
        return new ArrayList<>(List.of(point, point));
    }

    private static Pair<List<Object>, String> inItsOwnList() {
        Pair<List<Object>, String> pair = new Pair<>(new ArrayList<>(), "list");
        pair.left().add(pair);
        return pair;
    }

    private static Pair<String, Object[]> inItsOwnArray() {
        Pair<String, Object[]> pair = new Pair<>("array", new Object[1]);
        pair.right()[0] = pair;
        return pair;
    }

    private static Pair<Map<String, Object>, String> inItsOwnMap() {
        Pair<Map<String, Object>, String> pair = new Pair<>(new HashMap<>(), "map");
        pair.left().put("self", pair);
        return pair;
    }

    record Point(int x, long y) {}

    private record Empty() {}

    private record Pair<L, R>(L left, R right) {}

    private record Primitives(boolean z, byte b, short s, char c, int i, long j, float f, double d) {}

    private record Checked(List<String> names) {
        Checked {
            if (names.isEmpty()) {
                throw new IllegalArgumentException("no names");
            }
            names = List.copyOf(names);
        }
    }

    /** Its accessor is not what it is made of. */
    private record Lying(String text) {
        @Override
        public String text() {
            return "a lie about " + text;
        }
    }

    private record Sent(String text) implements Serializable {}
}
