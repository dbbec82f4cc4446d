package io.picklejar.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sort of value comes back equal, of the same class, and its copy is equal too. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate", "ArrayRecordComponent"}) // users do have them
final class RecordCodecTest {
    @SuppressWarnings("unused")
    private Shop.@Nullable Result<Shop.@Nullable Pair<String, Integer>> generic;

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 27, 1, 2, 3, 4);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(
                        Shop.Primitives.class,
                        new Shop.Primitives(true, (byte) -1, (short) -2, 'ß', -3, -4, 5.5f, 6.5)),
                Arguments.of(
                        Shop.Primitives.class,
                        new Shop.Primitives(
                                false,
                                Byte.MIN_VALUE,
                                Short.MAX_VALUE,
                                '\uffff',
                                Integer.MIN_VALUE,
                                Long.MAX_VALUE,
                                Float.NaN,
                                -0.0)),
                Arguments.of(Shop.Boxes.class, new Shop.Boxes(null, null, null, null, null, null, null, null)),
                Arguments.of(Shop.Boxes.class, new Shop.Boxes(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6.0)),
                Arguments.of(Shop.Values.class, new Shop.Values(null, null, null, null, null, null, null)),
                Arguments.of(
                        Shop.Values.class,
                        new Shop.Values(
                                "naïve \u0100 \ud83d\ude00 \ud800",
                                BigInteger.ONE.shiftLeft(100).negate(),
                                new BigDecimal("-12.3400"),
                                new UUID(1, -2),
                                URI.create("http://a/b?c#d"),
                                new Date(77),
                                BitSet.valueOf(new long[] {5}))),
                Arguments.of(
                        Shop.Values.class,
                        new Shop.Values("", BigInteger.ZERO, null, null, null, new Timestamp(78), null)),
                Arguments.of(
                        Shop.Times.class,
                        new Shop.Times(
                                Instant.ofEpochSecond(-1, 5),
                                Duration.ofSeconds(-3, 4),
                                Period.of(1, -2, 3),
                                TIME.toLocalDate(),
                                TIME.toLocalTime(),
                                TIME,
                                ZoneOffset.ofHours(-3),
                                ZoneId.of("Europe/Berlin"),
                                OffsetTime.of(TIME.toLocalTime(), ZoneOffset.MAX),
                                OffsetDateTime.of(TIME, ZoneOffset.UTC),
                                ZonedDateTime.of(LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"))
                                        .withLaterOffsetAtOverlap(),
                                Year.of(-4),
                                YearMonth.of(2026, 2),
                                MonthDay.of(2, 29))),
                Arguments.of(Shop.Containers.class, containers()),
                Arguments.of(
                        Shop.Nested.class,
                        new NestedByContent(new Shop.Nested(
                                new Shop.Pair<>("a", new Shop.Pair<>(1, Shop.Color.GREEN)),
                                new Shop.Item[] {new Shop.Item("x", 1), null},
                                new String[][] {{"a", null}, {}, null},
                                new int[] {1, -1}))),
                Arguments.of(
                        Shop.Drawing.class,
                        new Shop.Drawing(
                                Arrays.asList(new Shop.Circle(1), null, new Shop.Square(2, Shop.Color.BLUE)),
                                new Shop.Ok<>(3))),
                Arguments.of(Shop.Drawing.class, new Shop.Drawing(new ArrayList<>(), new Shop.Err<>("no"))),
                Arguments.of(Shop.Shape.class, new Shop.Circle(3)),
                Arguments.of(Shop.Animal.class, new Shop.Animal(3).named("cat")),
                Arguments.of(Shop.Animal.class, new Shop.Bird(0.5)),
                Arguments.of(Shop.Counter.class, new Shop.Counter(7)),
                Arguments.of(
                        Shop.Fleet.class,
                        new Shop.Fleet(List.of(new Shop.Car(4), new Shop.Bike("b"), new Shop.Boat(9)))),
                Arguments.of(Shop.Color.class, Shop.Color.GREEN),
                Arguments.of(
                        Records.typeOf(RecordCodecTest.class, "generic"), new Shop.Ok<>(new Shop.Pair<>("left", 5))),
                Arguments.of(String.class, "text"),
                Arguments.of(Integer.class, 5));
    }

    private static Shop.Containers containers() {
        TreeSet<String> reversed = new TreeSet<>(Comparator.reverseOrder());
        reversed.addAll(Set.of("a", "b"));
        return new Shop.Containers(
                new LinkedHashSet<>(List.of("z", "y")),
                Arrays.asList(1, null),
                EnumSet.of(Shop.Color.RED, Shop.Color.BLUE),
                new LinkedHashMap<>(Map.of("k", List.of(1L, 2L))),
                new TreeMap<>(Map.of(2, "two", 1, "one")),
                new LinkedList<>(List.of(new Shop.Item("i", 1))),
                Optional.of(new Shop.Item("o", 2)),
                new LinkedList<>(List.of("l")),
                reversed);
    }

    /** Arrays have no equals of their own. */
    record NestedByContent(Shop.Nested nested) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NestedByContent content
                    && nested.pair().equals(content.nested.pair())
                    && Arrays.equals(nested.items(), content.nested.items())
                    && Arrays.deepEquals(nested.grid(), content.nested.grid())
                    && Arrays.equals(nested.numbers(), content.nested.numbers());
        }

        @Override
        public int hashCode() {
            return nested.pair().hashCode();
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void comesBackEqual(Type type, Object value) {
        boolean isWrapped = value instanceof NestedByContent;
        Object written = value instanceof NestedByContent wrapped ? wrapped.nested() : value;
        RecordCodec<Object> codec = Records.codec(type);

        Object read = requireNonNull(Records.roundTrip(codec, written));
        Object copy = requireNonNull(codec.copy(written));

        assertThat(isWrapped ? new NestedByContent((Shop.Nested) read) : read).isEqualTo(value);
        assertThat(isWrapped ? new NestedByContent((Shop.Nested) copy) : copy).isEqualTo(value);
        assertThat(read.getClass()).isEqualTo(written.getClass());
        assertThat(codec.isExact()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("values")
    void schemaComesBackEqual(Type type) {
        RecordSchema schema = Records.schema(type);

        assertThat(RecordSchema.parse(schema.toBytes())).isEqualTo(schema).hasSameHashCodeAs(schema);
        assertThat(RecordSchema.parse(schema.toBytes())).hasToString(schema.toString());
    }

    @ParameterizedTest
    @MethodSource("values")
    void nullIsARecord(Type type) {
        assertThat(Records.<Object>roundTrip(Records.codec(type), null)).isNull();
    }

    @Test
    void containersKeepTheirClass() {
        Shop.Containers read = requireNonNull(Records.roundTrip(Records.codec(Shop.Containers.class), containers()));

        assertThat(read.collection()).isExactlyInstanceOf(LinkedHashSet.class);
        assertThat(read.list()).hasSameClassAs(Arrays.asList());
        assertThat(read.set()).isInstanceOf(EnumSet.class);
        assertThat(read.map()).isExactlyInstanceOf(LinkedHashMap.class);
        assertThat(read.map().get("k")).hasSameClassAs(List.of(1, 2));
        assertThat(read.tree()).containsExactly("b", "a");
    }

    static Stream<Collection<Object>> collections() {
        List<Object> elements = List.of("a", "b", "c");
        return Stream.of(
                new ArrayList<>(elements),
                elements,
                List.of(),
                List.of("one"),
                new LinkedList<>(elements),
                Arrays.asList("a", null),
                Collections.emptyList(),
                new HashSet<>(elements),
                new LinkedHashSet<>(elements),
                new TreeSet<>(elements),
                Set.of("one"),
                Set.of("a", "b", "c"),
                new ArrayDeque<>(elements),
                Collections.unmodifiableList(new ArrayList<>(elements)),
                Stream.of("a", null).map(text -> (Object) text).toList());
    }

    record Holder(Collection<String> strings) {}

    @ParameterizedTest
    @MethodSource("collections")
    void collectionsKeepTheirClass(Collection<String> strings) {
        RecordCodec<Holder> codec = Records.codec(Holder.class);

        for (Holder read : List.of(
                requireNonNull(Records.roundTrip(codec, new Holder(strings))),
                requireNonNull(codec.copy(new Holder(strings))))) {
            assertThat(read.strings()).hasSameClassAs(strings);
            assertThat(read.strings().toArray()).isEqualTo(strings.toArray());
        }
    }

    record Arrays8(
            boolean[] a, byte[] b, short[] c, char[] d, int[] e, long[] f, float[] g, double[] h, int @Nullable [] i) {}

    @Test
    void primitiveArraysComeBack() {
        Arrays8 arrays = new Arrays8(
                new boolean[] {true, false},
                new byte[] {1, -1},
                new short[] {2, -2},
                new char[] {'a', '\uffff'},
                new int[] {3, -3},
                new long[] {4, Long.MIN_VALUE},
                new float[] {5, Float.MIN_VALUE},
                new double[] {6, -0.0},
                null);
        RecordCodec<Arrays8> codec = Records.codec(Arrays8.class);

        assertThat(Records.roundTrip(codec, arrays)).usingRecursiveComparison().isEqualTo(arrays);
        assertThat(codec.copy(arrays)).usingRecursiveComparison().isEqualTo(arrays);
    }

    record Maps(Map<String, Integer> map) {}

    @Test
    void mapsKeepTheirClass() {
        for (Map<String, Integer> map : List.of(
                new HashMap<>(Map.of("a", 1)),
                new LinkedHashMap<>(Map.of("a", 1)),
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                Map.of("a", 1),
                Map.of("a", 1, "b", 2),
                Collections.singletonMap("a", 1))) {
            Maps read = requireNonNull(Records.roundTrip(Records.codec(Maps.class), new Maps(map)));

            assertThat(read.map()).isEqualTo(map).hasSameClassAs(map);
        }
    }

    @Test
    void copiesShareNothingThatChanges() {
        RecordCodec<Shop.Containers> codec = Records.codec(Shop.Containers.class);
        Shop.Containers original = containers();

        Shop.Containers copy = requireNonNull(codec.copy(original));

        assertThat(copy.deque()).isNotSameAs(original.deque());
        assertThat(copy.map()).isNotSameAs(original.map());
        assertThat(copy.tree()).isNotSameAs(original.tree());
    }

    /** A plain class is made by its constructor, so that what does not travel is as in a new object. */
    @Test
    void constructorsRun() {
        int before = Shop.Animal.made;

        Shop.Animal read = requireNonNull(Records.roundTrip(Records.codec(Shop.Animal.class), new Shop.Animal()));

        assertThat(read.cache).isEqualTo("fresh");
        assertThat(Shop.Animal.made).isEqualTo(before + 2);
    }

    @Test
    void sizesAreThoseOfTheFormat() {
        assertThat(Records.write(Records.codec(Shop.Item.class), new Shop.Item("ab", 258)))
                .containsExactly(1, 5, 'a', 'b', 2, 1, 0, 0);
        assertThat(Records.write(Records.codec(String.class), "\u0100")).containsExactly(4, 0, 1);
        assertThat(Records.write(Records.codec(Shop.Shape.class), new Shop.Circle(0)))
                .hasSize(1 + 8)
                .startsWith(2);
    }
}
