package io.picklejar.flink;

import io.picklejar.PickleJar;
import io.picklejar.record.Subtypes;
import java.lang.reflect.Array;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.SerializerTestInstance;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flink's suite for serializers, on each kind of type: data of all shapes, and graphs. */
final class SerializerInstancesTest {
    static List<Instance<?>> instances() {
        return List.of(
                data(Point.class, List.of(new Point(1, "a"), new Point(-1, null))),
                data(Coordinates.class, List.of(new Coordinates(1.5f, 2, 'x', (byte) 3, (short) 4, true, 5L, null))),
                data(DayOfWeek.class, List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY)),
                data(String.class, List.of("", "a\u0000ß\ud83d\ude00")),
                data(Long.class, List.of(0L, Long.MIN_VALUE)),
                data(
                        Times.class,
                        List.of(new Times(
                                Instant.MAX, Duration.ofNanos(-1), LocalDate.EPOCH, Optional.of(DayOfWeek.FRIDAY)))),
                data(Containers.class, List.of(new Containers(), new Containers().filled())),
                data(Shape.class, List.of(new Circle(1), new Square(2, new Circle(3)))),
                data(Animal.class, List.of(new Dog("rex"), new Cat(9))),
                graph(Point.class, List.of(new Point(1, "a"), new Point(-1, null))),
                graph(DayOfWeek.class, List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY)),
                graph(Containers.class, List.of(new Containers(), new Containers().filled())),
                auto(Node.class, List.of(new Node(1, null), new Node(2, new Node(3, null)), cycle())),
                auto(Object.class, List.of("text", 1, List.of(2), new Point(3, "b"))));
    }

    @ParameterizedTest
    @MethodSource("instances")
    void suitePasses(Instance<?> instance) {
        instance.testAll();
    }

    private static <T> Instance<T> data(Class<T> type, List<T> values) {
        return new Instance<>(
                "data of ", PickleTypeInfo.data(type).createSerializer(new SerializerConfigImpl()), type, values);
    }

    private static <T> Instance<T> graph(Class<T> type, List<T> values) {
        return new Instance<>("pickles of ", PickleSerializer.graph(type, PickleJar.standard()), type, values);
    }

    private static <T> Instance<T> auto(Class<T> type, List<T> values) {
        return new Instance<>("pickles of ", PickleSerializer.of(type), type, values);
    }

    /** As the suite wants it. */
    private static final class Instance<T> extends SerializerTestInstance<T> {
        private final String name;

        Instance(String kind, TypeSerializer<T> serializer, Class<T> type, List<T> values) {
            super(serializer, type, -1, array(type, values));
            this.name = kind + type.getSimpleName();
        }

        @SuppressWarnings("unchecked") // made for it
        private static <T> T[] array(Class<T> type, List<T> values) {
            return values.toArray((T[]) Array.newInstance(type, 0));
        }

        @Override
        protected boolean allowNullInstances(TypeSerializer<T> serializer) {
            return true;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A POJO. */
    public static final class Point {
        public int x;
        public @Nullable String name;

        public Point() {}

        Point(int x, @Nullable String name) {
            this.x = x;
            this.name = name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Point point && x == point.x && Objects.equals(name, point.name);
        }

        @Override
        public int hashCode() {
            return x;
        }
    }

    record Coordinates(
            float f,
            double d,
            char c,
            byte b,
            short s,
            boolean z,
            @Nullable Long boxed,
            @Nullable Integer none) {}

    record Times(Instant at, Duration took, LocalDate day, Optional<DayOfWeek> weekday) {}

    /** Collections and arrays. */
    static final class Containers {
        private final List<Point> points = new ArrayList<>();
        private final Map<String, List<Long>> lists = new LinkedHashMap<>();
        private final TreeMap<Integer, Optional<String>> sorted = new TreeMap<>();
        private final ArrayDeque<String> queue = new ArrayDeque<>();
        private int[] numbers = {};
        private @Nullable String[][] words = {};

        Containers filled() {
            points.addAll(Arrays.asList(new Point(1, "a"), null, new Point(2, "b")));
            lists.put("k", new ArrayList<>(Arrays.asList(1L, null)));
            sorted.put(2, Optional.of("two"));
            sorted.put(1, Optional.empty());
            queue.add("q");
            numbers = new int[] {1, -1, Integer.MAX_VALUE};
            words = new String[][] {{"a", null}, {}};
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Containers that
                    && points.equals(that.points)
                    && lists.equals(that.lists)
                    && sorted.equals(that.sorted)
                    && List.copyOf(queue).equals(List.copyOf(that.queue))
                    && Arrays.equals(numbers, that.numbers)
                    && Arrays.deepEquals(words, that.words);
        }

        @Override
        public int hashCode() {
            return points.hashCode();
        }
    }

    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Square(double side, Circle inner) implements Shape {}

    @Subtypes({Dog.class, Cat.class})
    interface Animal {}

    record Dog(String name) implements Animal {}

    record Cat(int lives) implements Animal {}

    /** Leads back to its own type. */
    static final class Node {
        private final int value;
        private @Nullable Node next;

        Node(int value, @Nullable Node next) {
            this.value = value;
            this.next = next;
        }

        @SuppressWarnings("ReferenceEquality") // that is the point
        private boolean isCycle() {
            return next == this;
        }

        /** As far as the next one. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Node node
                    && value == node.value
                    && (next == null ? node.next == null : node.next != null && next.value == node.next.value)
                    && isCycle() == node.isCycle();
        }

        @Override
        public int hashCode() {
            return value;
        }
    }

    private static Node cycle() {
        Node node = new Node(7, null);
        node.next = node;
        return node;
    }
}
