package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;

/** Objects of classes inside of classes and methods. */
final class InnerValues {
    private final String field = String.valueOf("outer");

    private InnerValues() {}

    static List<Value> all() {
        return new InnerValues().values();
    }

    private List<Value> values() {
        String local = String.valueOf("local");
        class Local implements Supplier<String> {
            @Override
            public String get() {
                return field + " " + local;
            }
        }
        class Recursive implements Supplier<String> {
            private final int depth;

            Recursive(int depth) {
                this.depth = depth;
            }

            @Override
            public String get() {
                return depth == 0 ? local : "(" + new Recursive(depth - 1).get() + ")";
            }
        }
        enum LocalEnum {
            ONLY
        }
        interface LocalInterface extends Supplier<String> {
            @Override
            default String get() {
                return "default of a local interface";
            }
        }
        return List.of(
                giving("inner class", () -> new Inner("inner"), "outer inner"),
                giving("inner class of an inner class", () -> new Inner("inner").new Deeper(), "outer inner deeper"),
                giving("local class", Local::new, "outer local"),
                giving("local class that makes itself", () -> new Recursive(2), "((local))"),
                giving("local interface", () -> new LocalInterface() {}, "default of a local interface"),
                Value.same("local enum", () -> LocalEnum.ONLY),
                giving(
                        "anonymous class",
                        () -> new Supplier<String>() {
                            private final String own = "own";

                            @Override
                            public String get() {
                                return field + " " + local + " " + own;
                            }
                        },
                        "outer local own"),
                giving(
                        "anonymous class in an anonymous class",
                        () -> new Supplier<Supplier<String>>() {
                            private final String own = "own";

                            @Override
                            public Supplier<String> get() {
                                return new Supplier<>() {
                                    @Override
                                    public String get() {
                                        return own + " " + local;
                                    }
                                };
                            }
                        }.get(),
                        "own local"),
                Value.of(
                        "inner objects of one outer object",
                        this::siblings,
                        (original, copy) -> assertThat(copy.get(0).outer())
                                .isSameAs(copy.get(1).outer())));
    }

    private List<Inner> siblings() {
        return List.of(new Inner("a"), new Inner("b"));
    }

    private static Value giving(String name, Supplier<Supplier<String>> factory, String expected) {
        return Value.of(name, factory, (original, copy) -> {
            Value.sameClass(original, copy);
            assertThat(copy.get()).isEqualTo(expected);
        });
    }

    private final class Inner implements Supplier<String> {
        private final String name;

        Inner(String name) {
            this.name = name;
        }

        InnerValues outer() {
            return InnerValues.this;
        }

        @Override
        public String get() {
            return field + " " + name;
        }

        private final class Deeper implements Supplier<String> {
            @Override
            public String get() {
                return Inner.this.get() + " deeper";
            }
        }
    }
}
