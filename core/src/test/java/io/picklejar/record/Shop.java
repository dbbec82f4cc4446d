package io.picklejar.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types that have a schema, one of each sort. */
@SuppressWarnings("ArrayRecordComponent") // users do have arrays
final class Shop {
    private Shop() {}

    enum Color {
        RED,
        GREEN {
            @Override
            String shade() {
                return "dark";
            }
        },
        BLUE;

        String shade() {
            return "light";
        }
    }

    record Primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    record Boxes(
            @Nullable Boolean a,
            @Nullable Byte b,
            @Nullable Short c,
            @Nullable Character d,
            @Nullable Integer e,
            @Nullable Long f,
            @Nullable Float g,
            @Nullable Double h) {}

    record Values(
            @Nullable String text,
            @Nullable BigInteger big,
            @Nullable BigDecimal money,
            @Nullable UUID id,
            @Nullable URI uri,
            @Nullable Date date,
            @Nullable BitSet bits) {}

    record Times(
            Instant instant,
            Duration duration,
            Period period,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            ZoneOffset offset,
            ZoneId zone,
            OffsetTime offsetTime,
            OffsetDateTime offsetDateTime,
            ZonedDateTime zonedDateTime,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay) {}

    record Containers(
            Collection<String> collection,
            @Nullable List<@Nullable Integer> list,
            Set<Color> set,
            Map<String, List<Long>> map,
            SortedMap<Integer, String> sorted,
            Deque<Item> deque,
            Optional<Item> optional,
            LinkedList<String> linked,
            TreeSet<String> tree) {}

    record Item(String name, int count) {}

    record Pair<A, B>(A left, B right) {}

    record Nested(Pair<String, Pair<Integer, Color>> pair, Item @Nullable [] items, String[][] grid, int[] numbers) {}

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side, @Nullable Color color) implements Shape {}

    sealed interface Result<T> permits Ok, Err {}

    record Ok<T>(T value) implements Result<T> {}

    record Err<T>(String message) implements Result<T> {}

    record Drawing(List<Shape> shapes, Result<Integer> result) {}

    /** A plain class with a superclass, private and final fields, a transient one and a static one. */
    static class Animal {
        static int made;

        private String name = "?";
        final int legs;
        transient String cache = "fresh";

        Animal() {
            this(4);
        }

        Animal(int legs) {
            this.legs = legs;
            made++;
        }

        Animal named(String newName) {
            name = newName;
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Animal animal
                    && animal.getClass() == getClass()
                    && animal.name.equals(name)
                    && animal.legs == legs;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, legs);
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + name + legs + cache;
        }
    }

    /** A subclass that no schema names. */
    static final class Bird extends Animal {
        private final double span;

        Bird(double span) {
            super(2);
            this.span = span;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other) && other instanceof Bird bird && bird.span == span;
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    /** No constructor without parameters: made by none. */
    static final class Counter {
        private final int count;
        private int ignored;

        Counter(int count) {
            if (count < 0) {
                throw new IllegalArgumentException();
            }
            this.count = count;
            this.ignored = 1;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Counter counter && counter.count == count && counter.ignored == ignored;
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    @Subtypes({Car.class, Bike.class})
    interface Vehicle {}

    record Car(int seats) implements Vehicle {}

    record Bike(String brand) implements Vehicle {}

    /** Not named by the annotation. */
    record Boat(double length) implements Vehicle {}

    record Fleet(List<Vehicle> vehicles) {}
}
