package io.picklejar.statics;

import io.picklejar.roundtrip.Closure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Closures whose results tell where static initializers ran: {@code PID} and its like are of this JVM, wherever the
 * closure runs, if and only if the values came out of the pickle.
 */
@SuppressWarnings({"UnnecessaryLambda", "ReferenceEquality", "EnumOrdinal", "ImmutableEnumChecker"})
final class SnapshotCases {
    private static final long PID = ProcessHandle.current().pid();

    /** Cannot travel, and no closure here reads it. */
    @SuppressWarnings("unused")
    private static final Thread UNRELATED = new Thread("never started");

    private SnapshotCases() {}

    static long pid() {
        return ProcessHandle.current().pid();
    }

    static List<Closure> all() {
        Mutable.text = "changed";
        Mutable.NAMES.set(0, "later");
        Counter.GREEN.count = 5;
        Counter.total = 9;
        long pid = PID;
        List<Closure> cases = new ArrayList<>(List.of(
                Closure.of("final of the capturing class", pid, () -> () -> PID),
                Closure.of("final in a nested lambda only", pid, () -> () -> {
                    Supplier<Supplier<Long>> nested = () -> () -> PID;
                    return nested.get().get();
                }),
                Closure.of("final of a class that never ran", pid, () -> () -> NeverRan.PID),
                Closure.of("statics that changed", "changed [later]", () -> () -> Mutable.text + " " + Mutable.NAMES),
                Closure.of("primitives", "1 2 3 4 5.0 6.0 x true", () -> () -> Primitives.all()),
                Closure.of("logger", "io.picklejar.statics", () -> () -> Mutable.LOGGER.getName()),
                Closure.of("static of a superclass", pid, () -> () -> Derived.BASE_PID),
                Closure.of("static method that reads its own", pid, () -> () -> Derived.basePid()),
                Closure.of("static of a type that travels", pid + " and " + pid, () -> {
                    Node node = new Node();
                    return () -> node.describe();
                }),
                Closure.of("class that holds itself", true, () -> () -> Node.INSTANCE.getClass() == Node.SELF),
                Closure.of("record with a static pattern", "ok", () -> () -> new Word("abc").checked()),
                Closure.of("record that is made while loading", "abc", () -> {
                    Word word = new Word("abc");
                    return () -> word.text();
                }),
                Closure.of("assertions", "asserted", () -> () -> {
                    assert PID == pid : PID;
                    return "asserted";
                }),
                Closure.of("lambda that is in a static it reads", 1, () -> Cycle.ALL.get(0)),
                Closure.of("lambda in a static record", pid, () -> Cycle.HELD.supplier()),
                Closure.of("anonymous class in a static", "anonymous " + pid, () -> () -> Cycle.ANONYMOUS.get())));
        cases.addAll(interfaces());
        cases.addAll(enums());
        return cases;
    }

    private static List<Closure> interfaces() {
        long pid = PID;
        return List.of(
                Closure.of("interface constant", pid, () -> () -> Constants.PID),
                Closure.of("interface constant by a class that inherits it", pid, () -> () -> Inheriting.PID),
                Closure.of(
                        "interface constant through its own method",
                        "list [" + pid + "]",
                        () -> () -> Constants.text()),
                Closure.of(
                        "interface constant that implements the interface",
                        "round 2.0",
                        () -> () -> Shape.UNIT.name() + " " + Shape.UNIT.twice()),
                Closure.of(
                        "functional interface with a lambda of itself",
                        "<<x>>",
                        () -> () -> Wrapper.ANGLE.andThen(Wrapper.ANGLE).wrap("x")),
                Closure.of("object of an interface with constants", "square 8.0", () -> {
                    Shape shape = new Square(4);
                    return () -> shape.name() + " " + shape.twice();
                }));
    }

    private static List<Closure> enums() {
        long pid = PID;
        return List.of(
                Closure.of("enum values", "[RED, GREEN]", () -> () -> Arrays.toString(Counter.values())),
                Closure.of("enum by name", true, () -> () -> Counter.valueOf("GREEN") == Counter.GREEN),
                Closure.of("state of an enum constant", 5, () -> () -> Counter.GREEN.count),
                Closure.of("captured enum constant", "GREEN 5 1", () -> {
                    Counter green = Counter.GREEN;
                    return () -> green.name() + " " + green.count + " " + green.ordinal();
                }),
                Closure.of("static of an enum", 9, () -> () -> Counter.total),
                Closure.of("final fields of enum constants", pid, () -> () -> Counter.RED.pid),
                Closure.of(
                        "constants with bodies",
                        "+3 *2",
                        () -> () -> Operation.PLUS.symbol() + Operation.PLUS.apply(1, 2) + " "
                                + Operation.TIMES.symbol() + Operation.TIMES.apply(1, 2)),
                Closure.of("captured constant with a body", "*6", () -> {
                    Operation times = Operation.TIMES;
                    return () -> times.symbol() + times.apply(2, 3);
                }),
                Closure.of(
                        "constants that hold lambdas and each other",
                        "ab B A",
                        () -> () -> Linked.A.function.apply("a") + " "
                                + Linked.A.other().name() + " "
                                + Linked.B.other().name()),
                Closure.of("switch", "green", () -> () -> {
                    Counter counter = Counter.GREEN;
                    return switch (counter) {
                        case RED -> "red";
                        case GREEN -> "green";
                    };
                }),
                Closure.of("enum map and set", "{RED=1} [GREEN]", () -> () -> {
                    Map<Counter, Integer> map = new EnumMap<>(Counter.class);
                    map.put(Counter.RED, 1);
                    return map + " " + EnumSet.complementOf(EnumSet.of(Counter.RED));
                }),
                Closure.of(
                        "enum without constants", "0 " + pid, () -> () -> Nothing.values().length + " " + Nothing.PID));
    }

    private static final class NeverRan {
        static final long PID = pid();

        private NeverRan() {}
    }

    private static final class Mutable {
        static String text = "initial";
        static final List<String> NAMES = new ArrayList<>(List.of("first"));
        static final Logger LOGGER = Logger.getLogger("io.picklejar.statics");

        private Mutable() {}
    }

    private static final class Primitives {
        private static final byte B = Byte.parseByte("1");
        static final short S = Short.parseShort("2");
        static volatile int i = Integer.parseInt("3");
        static final long J = Long.parseLong("4");
        static final float F = Float.parseFloat("5");
        static final double D = Double.parseDouble("6");
        static final char C = String.valueOf('x').charAt(0);
        static final boolean Z = Boolean.parseBoolean("true");

        private Primitives() {}

        static String all() {
            return B + " " + S + " " + i + " " + J + " " + F + " " + D + " " + C + " " + Z;
        }
    }

    private static class Base {
        static final long BASE_PID = pid();

        static long basePid() {
            return BASE_PID;
        }
    }

    private static final class Derived extends Base {}

    private static final class Node {
        static final Class<?> SELF = Node.class;
        static final Node INSTANCE = new Node();
        private static final long PID = pid();
        private static final String TEXT = " and " + PID;

        String describe() {
            return PID + TEXT;
        }
    }

    private record Word(String text) {
        private static final Pattern LETTERS = Pattern.compile("[a-z]+");

        Word {
            if (!LETTERS.matcher(text).matches()) {
                throw new IllegalArgumentException(text);
            }
        }

        String checked() {
            return LETTERS.matcher(text).matches() ? "ok" : "wrong";
        }
    }

    private record Held(Supplier<Long> supplier) {}

    private static final class Cycle {
        static final List<Supplier<Integer>> ALL = List.of(() -> Cycle.ALL.size());
        static final Held HELD = new Held(() -> Cycle.HELD.supplier() == null ? 0L : PID);
        static final Supplier<String> ANONYMOUS = new Supplier<>() {
            private final long seen = PID;

            @Override
            public String get() {
                return Cycle.ANONYMOUS == this ? "anonymous " + seen : "another";
            }
        };

        private Cycle() {}
    }

    private interface Constants {
        long PID = pid();
        List<Long> LIST = new ArrayList<>(List.of(PID));

        static String text() {
            return "list " + LIST;
        }
    }

    private static final class Inheriting implements Constants {}

    private interface Shape {
        Shape UNIT = new Circle();
        double TWO = Double.parseDouble("2");

        double area();

        String name();

        default double twice() {
            return TWO * area();
        }
    }

    private static final class Circle implements Shape {
        @Override
        public double area() {
            return 1;
        }

        @Override
        public String name() {
            return Shape.UNIT == this ? "round" : "another";
        }
    }

    private static final class Square implements Shape {
        private final double area;

        Square(double area) {
            this.area = area;
        }

        @Override
        public double area() {
            return area;
        }

        @Override
        public String name() {
            return UNIT instanceof Circle ? "square" : "unknown";
        }
    }

    private interface Wrapper {
        Wrapper ANGLE = text -> "<" + text + ">";

        String wrap(String text);

        default Wrapper andThen(Wrapper next) {
            return text -> next.wrap(wrap(text));
        }
    }

    private enum Counter {
        RED,
        GREEN;

        static int total;
        private final long pid = SnapshotCases.pid();
        private int count = 1;
    }

    private enum Operation {
        PLUS("+") {
            @Override
            int apply(int left, int right) {
                return left + right;
            }
        },
        TIMES("*") {
            private final int factor = Integer.parseInt("1");

            @Override
            int apply(int left, int right) {
                return left * right * factor;
            }
        };

        private final String symbol;

        Operation(String symbol) {
            this.symbol = symbol;
        }

        abstract int apply(int left, int right);

        String symbol() {
            return symbol;
        }
    }

    private enum Linked {
        A(text -> text + "b"),
        B(text -> text + Linked.A.name());

        private static final Map<Linked, Linked> OTHERS = new EnumMap<>(Map.of(A, B, B, A));
        private final Function<String, String> function;

        Linked(Function<String, String> function) {
            this.function = function;
        }

        Linked other() {
            return OTHERS.get(this);
        }
    }

    private enum Nothing {
        ;

        static final long PID = pid();
    }
}
