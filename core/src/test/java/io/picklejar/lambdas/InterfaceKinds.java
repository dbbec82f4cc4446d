package io.picklejar.lambdas;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Lambdas that differ in the interfaces they implement. */
@SuppressWarnings({"UnnecessaryLambda", "BoxingComparator"})
final class InterfaceKinds {
    private InterfaceKinds() {}

    @SuppressWarnings("unchecked")
    static List<LambdaKind> all() {
        int captured = 3;
        return List.of(
                LambdaKind.<StringFunction>of("bridge", text -> text + 1, InterfaceKinds::throughBridge),
                LambdaKind.<StringFunction>of(
                        "bridge and method reference", String::trim, InterfaceKinds::throughBridge),
                LambdaKind.<StringFunction>of(
                        "bridge and wider method", InterfaceKinds::describe, InterfaceKinds::throughBridge),
                LambdaKind.of("marker", (Supplier<String> & Marker) () -> "marked", Supplier::get),
                LambdaKind.of(
                        "two markers", (Supplier<String> & Marker & RandomAccess) () -> "marked twice", Supplier::get),
                LambdaKind.of(
                        "serializable by intersection",
                        (Supplier<String> & Serializable) () -> "s" + captured,
                        Supplier::get),
                LambdaKind.of(
                        "serializable and marker",
                        (Supplier<String> & Serializable & Marker) () -> "sm" + captured,
                        Supplier::get),
                LambdaKind.<SerializableFunction<String, String>>of(
                        "serializable interface", text -> text + captured, f -> f.apply("x")),
                LambdaKind.<SerializableFunction<String, Integer>>of(
                        "serializable method reference", String::length, f -> f.apply("abc")),
                LambdaKind.<SerializableString>of(
                        "serializable with bridge", text -> text + captured, f -> throughBridge(f)),
                LambdaKind.<Function<String, UnaryOperator<String>>>of(
                        "curried", a -> b -> a + b, f -> f.apply("a").apply("b")),
                LambdaKind.function("bounded type variables", InterfaceKinds.<Integer>larger(4), 5),
                LambdaKind.of("generic method bound twice", InterfaceKinds.<Integer>both(), f -> f.apply(6)),
                LambdaKind.function("of the JDK, capturing nothing", Function.identity(), "same"),
                LambdaKind.function(
                        "of the JDK, capturing lambdas",
                        ((Function<String, String>) String::trim).andThen(String::length),
                        " x "),
                LambdaKind.of(
                        "of the JDK, serializable", Comparator.comparing(String::length), c -> c.compare("a", "bb")),
                LambdaKind.of(
                        "of the JDK, of a default method", Predicate.<String>not(String::isEmpty), p -> p.test("")));
    }

    @SuppressWarnings("unchecked")
    private static Object throughBridge(Function<String, String> function) {
        return ((Function<Object, Object>) (Function<?, ?>) function).apply(" in ");
    }

    private static String describe(Object object) {
        return "<" + object + ">";
    }

    private static <T extends Number & Comparable<T>> Function<T, T> larger(T bound) {
        return value -> value.compareTo(bound) > 0 ? value : bound;
    }

    private static <T extends Number & Comparable<T>> Function<T, Integer> both() {
        return value -> value.intValue() + value.compareTo(value);
    }

    /** Narrows the inherited method: the lambda needs a bridge. */
    interface StringFunction extends Function<String, String> {
        @Override
        String apply(String text);
    }

    /** A serializable interface. */
    interface SerializableFunction<A, R> extends Function<A, R>, Serializable {}

    /** A serializable interface whose method needs a bridge. */
    interface SerializableString extends SerializableFunction<String, String> {
        @Override
        String apply(String text);
    }

    /** Has no method. */
    interface Marker {}
}
