package io.picklejar.roundtrip;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Closures that differ in the types they use. */
@SuppressWarnings("StatementSwitchToExpressionSwitch")
final class TypeClosures {
    private TypeClosures() {}

    static List<Closure> all() {
        record Local(String text) {}
        enum LocalEnum {
            X,
            Y
        }
        class Chain {
            private final Chain rest;

            Chain(Chain rest) {
                this.rest = rest;
            }

            int length() {
                return rest == null ? 1 : 1 + rest.length();
            }
        }
        Color color = Color.RED;
        Object shape = new Circle(2);
        return List.of(
                Closure.of("switch on an enum", "r", () -> () -> letter(color)),
                Closure.of(
                        "switch on an enum of the JDK", "days", () -> () -> unit(java.util.concurrent.TimeUnit.DAYS)),
                Closure.of("switch in the lambda", "red", () -> () -> switch (color) {
                    case RED -> "red";
                    case GREEN -> "green";
                }),
                Closure.of(
                        "values and valueOf",
                        "[RED, GREEN] GREEN",
                        () -> () -> List.of(Color.values()) + " " + Color.valueOf("GREEN")),
                Closure.of("body of a constant", "bright red", () -> () -> color.look()),
                Closure.of("EnumMap", "{RED=1}", () -> () -> new EnumMap<>(Map.of(Color.RED, 1)).toString()),
                Closure.of("instanceof pattern", 12, () -> () -> shape instanceof Circle circle ? circle.area() : -1),
                Closure.of("cast to an interface", 12, () -> () -> ((Area) shape).area()),
                Closure.of("sealed interface", "circle", () -> () -> nameOf((Area) shape)),
                Closure.of("local record", "Local[text=t]", () -> () -> new Local("t").toString()),
                Closure.of("equal records", true, () -> () -> new Local("t").equals(new Local("t"))),
                Closure.of("local enum", "Y", () -> () -> LocalEnum.valueOf("Y").name()),
                Closure.of("local class that holds itself", 2, () -> () -> new Chain(new Chain(null)).length()),
                Closure.of("class literal", "Circle", () -> () -> Circle.class.getSimpleName()),
                Closure.of(
                        "array of a user type",
                        "Circle[][]",
                        () -> () -> new Circle[1][2].getClass().getSimpleName()),
                Closure.of(
                        "annotation at run time",
                        "noted",
                        () -> () -> Circle.class.getAnnotation(Note.class).value()),
                Closure.of("exception of the user", "own: 3", () -> () -> {
                    try {
                        throw new OwnException(3);
                    } catch (OwnException e) {
                        return e.getMessage();
                    }
                }),
                Closure.of("iterable of the user", "0123", () -> () -> {
                    StringBuilder text = new StringBuilder();
                    for (int each : new Range(4)) {
                        text.append(each);
                    }
                    return text.toString();
                }),
                Closure.of(
                        "generic subclass",
                        "class java.lang.Integer",
                        () -> () -> ((java.lang.reflect.ParameterizedType) IntegerBox.class.getGenericSuperclass())
                                .getActualTypeArguments()[0].toString()),
                Closure.of("bridge method", 5, () -> () -> {
                    Box<Integer> box = new IntegerBox();
                    return box.get();
                }),
                Closure.of(
                        "names of nested classes",
                        "Circle TypeClosures",
                        () -> () -> Circle.class.getSimpleName() + " "
                                + Circle.class.getEnclosingClass().getSimpleName()),
                Closure.of(
                        "anonymous class in a lambda",
                        "anonymous",
                        () -> () -> new Supplier<String>() {
                            @Override
                            public String get() {
                                return getClass().isAnonymousClass() ? "anonymous" : "named";
                            }
                        }.get()));
    }

    private static String letter(Color color) {
        switch (color) {
            case RED:
                return "r";
            case GREEN:
                return "g";
        }
        return "?";
    }

    private static String unit(java.util.concurrent.TimeUnit unit) {
        return switch (unit) {
            case DAYS -> "days";
            case HOURS -> "hours";
            default -> "shorter";
        };
    }

    private static String nameOf(Area area) {
        return area instanceof Circle ? "circle" : "square";
    }

    enum Color {
        RED {
            @Override
            String look() {
                return "bright " + super.look();
            }
        },
        GREEN;

        String look() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Note {
        String value();
    }

    private sealed interface Area permits Circle, Square {
        int area();
    }

    @Note("noted")
    private record Circle(int radius) implements Area {
        @Override
        public int area() {
            return 3 * radius * radius;
        }
    }

    private record Square(int side) implements Area {
        @Override
        public int area() {
            return side * side;
        }
    }

    private static final class OwnException extends Exception {
        private static final long serialVersionUID = 1L;

        OwnException(int number) {
            super("own: " + number);
        }
    }

    private record Range(int end) implements Iterable<Integer> {
        @Override
        public Iterator<Integer> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < end;
                }

                @Override
                public Integer next() {
                    return next++;
                }
            };
        }
    }

    private abstract static class Box<T> {
        abstract T get();
    }

    private static final class IntegerBox extends Box<Integer> {
        @Override
        Integer get() {
            return 5;
        }
    }
}
