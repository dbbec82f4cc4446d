package io.picklejar.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is pickled: a value as users have them, with its declared type and the test of a faithful copy. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas of the constants capture nothing
public enum Workload {
    /** A mutable class by Flink's rules. */
    POJO("POJO", "a flight of eight fields, one a list of three strings", FlightPojo.class, Workload::pojo),

    /** The same data as a record. */
    RECORD("record", "the same flight as a record", FlightRecord.class, FlightRecord::sample),

    /** Many objects that refer to each other. */
    GRAPH(
            "graph",
            "an order book: a mixed graph of 1,000 objects with shared references, cycles, collections, maps and strings",
            OrderBook.class,
            OrderBook::sample,
            OrderBook::agree),

    /** A lambda as people write them: no Serializable in sight. */
    SMALL_CLOSURE(
            "small closure",
            "a Function lambda with two captures, not Serializable",
            Function.class,
            Closures::small,
            Closures::agree),

    /** For the peers that need it. */
    SERIALIZABLE_CLOSURE(
            "Serializable closure",
            "the small closure with a Serializable interface, for the peers that need one",
            SerializableFunction.class,
            Closures::smallSerializable,
            Closures::agree),

    /** A lambda over much data. */
    LARGE_CLOSURE(
            "large closure",
            "a Function lambda over a list of 1,000 strings and a map of 100, not Serializable",
            Function.class,
            Closures::large,
            Closures::agree),

    /** A lambda whose class was never pickled. */
    COLD_CLOSURE(
            "cold closure",
            "the small closure, of a class that neither side has met before",
            Function.class,
            () -> ClosureLoader.make("small"),
            Closures::agree),

    /** The same for the peers that need it. */
    COLD_SERIALIZABLE_CLOSURE(
            "cold Serializable closure",
            "the Serializable closure, of a class that neither side has met before",
            SerializableFunction.class,
            () -> ClosureLoader.make("smallSerializable"),
            Closures::agree);

    private final String label;
    private final String description;
    private final Class<?> type;
    private final Supplier<Object> maker;
    private final BiPredicate<Object, Object> equality;

    Workload(String label, String description, Class<?> type, Supplier<Object> maker) {
        this(label, description, type, maker, Object::equals);
    }

    Workload(
            String label,
            String description,
            Class<?> type,
            Supplier<Object> maker,
            BiPredicate<Object, Object> equality) {
        this.label = label;
        this.description = description;
        this.type = type;
        this.maker = maker;
        this.equality = equality;
    }

    /** Its name in tables. */
    String label() {
        return label;
    }

    /** What it is, in a line. */
    String description() {
        return description;
    }

    /** The type users would declare, and give to Flink or Beam. */
    Class<?> type() {
        return type;
    }

    /** Whether it is a tree of values, nothing shared and no code. */
    boolean isData() {
        return this == POJO || this == RECORD;
    }

    /** Whether it is code with data, rather than data alone. */
    boolean isClosure() {
        return Function.class.isAssignableFrom(type);
    }

    /** Whether each value is of a class of its own, which no peer can know. */
    boolean isCold() {
        return this == COLD_CLOSURE || this == COLD_SERIALIZABLE_CLOSURE;
    }

    /** The closures, warm and cold. */
    static List<Workload> closures() {
        return Arrays.stream(values()).filter(Workload::isClosure).toList();
    }

    /** The JMH classes that time workloads. */
    static List<Class<?>> benchmarks() {
        return Arrays.stream(values())
                .<Class<?>>map(Workload::benchmark)
                .distinct()
                .toList();
    }

    /** The JMH class that times it. */
    Class<?> benchmark() {
        return isCold() ? FirstUseBenchmark.class : SerializerBenchmark.class;
    }

    /** The loader through which a receiver that has the classes finds them; a new one each time if they are cold. */
    ClassLoader newReceiver() {
        return isCold() ? ClosureLoader.having() : Workload.class.getClassLoader();
    }

    /** A new value; all are the same. */
    Object value() {
        return maker.get();
    }

    /** Whether the copy is another object of equal content, or, for closures, of equal behaviour. */
    @SuppressWarnings("ReferenceEquality") // the same object is no copy
    boolean isFaithful(Object original, Object copy) {
        return original != copy && equality.test(original, copy);
    }

    private static FlightPojo pojo() {
        return FlightPojo.of(FlightRecord.sample());
    }
}
