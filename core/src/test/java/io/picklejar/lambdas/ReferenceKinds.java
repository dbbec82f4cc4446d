package io.picklejar.lambdas;

import io.picklejar.lambdas.other.ProtectedParent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Method and constructor references. */
@SuppressWarnings("UnnecessaryBoxedVariable")
final class ReferenceKinds extends ProtectedParent implements Greeter {
    private ReferenceKinds() {
        super("child");
    }

    static List<LambdaKind> all() {
        ReferenceKinds kinds = new ReferenceKinds();
        List<LambdaKind> all = new ArrayList<>();
        all.addAll(staticReferences());
        all.addAll(kinds.instanceReferences());
        all.addAll(kinds.superReferences());
        all.addAll(kinds.constructorReferences());
        all.addAll(conversions());
        return all;
    }

    private static List<LambdaKind> staticReferences() {
        return List.of(
                LambdaKind.function("private static method", ReferenceKinds::reversed, "abc"),
                LambdaKind.function("static method of the JDK", Integer::parseInt, "17"),
                LambdaKind.function("static method through a subclass", ReferenceKinds::shout, "hey"),
                LambdaKind.<Function<String, Object>>of(
                        "one method as a function of strings", Objects::toString, f -> f.apply("x")),
                LambdaKind.<Function<Integer, Object>>of(
                        "the same method as a function of integers", Objects::toString, f -> f.apply(5)),
                LambdaKind.function("static method of a package mate", Mate::twice, "ab"),
                LambdaKind.function("static method through a package mate's subclass", SubMate::twice, "ab"),
                LambdaKind.of("varargs method", (Joiner) ReferenceKinds::joined, joiner -> joiner.join("a", "b", "c")),
                LambdaKind.of("four parameters", (Joiner) ReferenceKinds::three, joiner -> joiner.join("a", "b", "c")));
    }

    private List<LambdaKind> instanceReferences() {
        List<String> list = List.of("zero", "one");
        String text = "text";
        StringBuilder trace = new StringBuilder();
        return List.of(
                LambdaKind.function("unbound method of a class", String::length, "four"),
                LambdaKind.function("unbound method of an interface", List<String>::size, list),
                LambdaKind.<BiFunction<String, String, String>>of(
                        "unbound with an argument", String::concat, f -> f.apply("a", "b")),
                LambdaKind.function("bound method of a class", text::concat, "+"),
                LambdaKind.of("bound method of an interface", (IntFunction<String>) list::get, f -> f.apply(1)),
                LambdaKind.function("private method of this", this::priv, "x"),
                LambdaKind.effect("result thrown away", (Consumer<String>) trace::append, trace, f -> f.accept("seen")),
                LambdaKind.of(
                        "array clone",
                        (UnaryOperator<int[]>) int[]::clone,
                        f -> Arrays.toString(f.apply(new int[] {1, 2}))),
                LambdaKind.of("checked exception", (Callable<String>) text::toString, ReferenceKinds::called),
                LambdaKind.function("interface method of this", this::hello, "you"));
    }

    private List<LambdaKind> superReferences() {
        return List.of(
                LambdaKind.function("protected method of a superclass of another package", this::greet, "Ann"),
                LambdaKind.function("method of the superclass", super::greet, "Bob"),
                LambdaKind.function("default method of an interface", Greeter.super::hello, "Cid"));
    }

    private List<LambdaKind> constructorReferences() {
        return List.of(
                LambdaKind.supplier("constructor", ArrayList::new),
                LambdaKind.of(
                        "constructor of Object",
                        (Supplier<Object>) Object::new,
                        f -> f.get().getClass()),
                LambdaKind.of(
                        "constructor with an argument",
                        (Function<String, StringBuilder>) StringBuilder::new,
                        f -> f.apply("s").toString()),
                LambdaKind.supplier("private constructor of a nested class", Nested::new),
                LambdaKind.function("constructor of an inner class", Inner::new, "in"),
                LambdaKind.of(
                        "constructor of a record", (BiFunction<String, Integer, Pair>) Pair::new, f -> f.apply("a", 1)),
                LambdaKind.of("array constructor", (IntFunction<int[]>) int[]::new, f -> f.apply(3).length),
                LambdaKind.of(
                        "constructor of an array of arrays",
                        (IntFunction<String[][]>) String[][]::new,
                        f -> f.apply(2).length));
    }

    private static List<LambdaKind> conversions() {
        Integer boxed = 99;
        return List.of(
                LambdaKind.of("unboxing", (ToIntFunction<Integer>) Integer::intValue, f -> f.applyAsInt(3)),
                LambdaKind.of("boxing", (IntFunction<Integer>) Integer::valueOf, f -> f.apply(4)),
                LambdaKind.function("boxing and unboxing", (Function<Integer, Integer>) Integer::valueOf, 5),
                LambdaKind.function("unboxing and boxing", (Function<Integer, Integer>) Integer::intValue, 6),
                LambdaKind.supplier("bound unboxing", boxed::intValue),
                LambdaKind.of("widened result", (IntToLongFunction) ReferenceKinds::square, f -> f.applyAsLong(7)),
                LambdaKind.function("unboxed and widened argument", (Function<Integer, Long>) ReferenceKinds::twice, 8),
                LambdaKind.of("primitive both ways", (IntUnaryOperator) ReferenceKinds::square, f -> f.applyAsInt(9)),
                LambdaKind.of("wider argument", (Function<String, Integer>) Object::hashCode, f -> f.apply("x")));
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String joined(String... parts) {
        return String.join("-", parts);
    }

    private static String three(String a, String b, String c) {
        return a + "/" + b + "/" + c;
    }

    private static int square(int x) {
        return x * x;
    }

    private static long twice(long x) {
        return 2 * x;
    }

    private static Object called(Callable<String> callable) {
        try {
            return callable.call();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private String priv(String suffix) {
        return "private" + suffix;
    }

    /** Three strings to one. */
    interface Joiner {
        String join(String a, String b, String c);
    }

    /** A package-private class. */
    static class Mate {
        static String twice(String text) {
            return text + text;
        }
    }

    /** Inherits a static method. */
    static final class SubMate extends Mate {}

    /** Value of a constructor reference. */
    record Pair(String left, int right) {}

    private static final class Nested {
        private Nested() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Nested;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private final class Inner {
        private final String text;

        private Inner(String text) {
            this.text = text + priv("");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Inner inner && inner.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }
}
