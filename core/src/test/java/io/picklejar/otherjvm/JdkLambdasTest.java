package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Worker;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lambdas that methods of the JDK return: their bodies have other names in other JDKs, and some of those names stand for
 * other bodies there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdkLambdasTest {
    private final Map<Integer, Worker> workers = new TreeMap<>();

    @BeforeAll
    void start() {
        for (int feature : new int[] {17, 25}) {
            JdkHomes.ofVersion(feature)
                    .ifPresent(home ->
                            workers.put(feature, Worker.builder().jdk(home).start()));
        }
        workers.put(
                0, Worker.builder().jvmArgument("-Dio.picklejar.access=none").start());
    }

    @AfterAll
    void stop() {
        workers.values().forEach(worker -> {
            assertThat(worker.output()).isEmpty();
            worker.close();
        });
    }

    private static Arguments named(String name, Supplier<?> supplier, Object expected) {
        return arguments(name, supplier, expected);
    }

    private static Arguments collector(String name, Collector<? super String, ?, ?> collector, Object expected) {
        List<String> words = List.of("one", "two", "three");
        return named("Collectors." + name, () -> words.stream().collect(collector), expected);
    }

    static Stream<Arguments> lambdas() {
        Function<Integer, Integer> plus = x -> x + 1;
        BiFunction<Integer, Integer, Integer> times = (x, y) -> x * y;
        Predicate<String> isEmpty = String::isEmpty;
        IntPredicate even = x -> x % 2 == 0;
        IntUnaryOperator half = x -> x / 2;
        Function<Integer, Integer> andThen = plus.andThen(x -> 10 * x);
        Function<Integer, Integer> compose = plus.compose(x -> 10 * x);
        Function<Integer, Integer> identity = Function.identity();
        UnaryOperator<Integer> same = UnaryOperator.identity();
        BiFunction<Integer, Integer, Integer> after = times.andThen(plus);
        Predicate<String> not = Predicate.not(isEmpty);
        Predicate<String> negated =
                isEmpty.negate().and(text -> text.length() < 3).or("long one"::equals);
        Predicate<Object> equal = Predicate.isEqual("a");
        IntPredicate odd = even.negate();
        IntUnaryOperator twice = half.andThen(half);
        Comparator<String> byLength = Comparator.comparing(String::length);
        Comparator<String> chained =
                byLength.thenComparing(Comparator.reverseOrder()).reversed();
        Comparator<String> nulls = Comparator.nullsFirst(Comparator.comparingInt(String::length));
        Comparator<Map.Entry<String, Integer>> byKey = Map.Entry.comparingByKey();
        Comparator<Map.Entry<String, Integer>> byValue = Map.Entry.comparingByValue(Comparator.reverseOrder());
        BinaryOperator<Integer> least = BinaryOperator.minBy(Comparator.naturalOrder());
        return Stream.of(
                named("andThen", () -> andThen.apply(1), 20),
                named("compose", () -> compose.apply(1), 11),
                named("identity", () -> identity.apply(1) + same.apply(2), 3),
                named("BiFunction.andThen", () -> after.apply(2, 3), 7),
                named("Predicate.not", () -> not.test(""), false),
                named(
                        "negate, and, or",
                        () -> negated.test("ab") && !negated.test("") && negated.test("long one"),
                        true),
                named("isEqual", () -> equal.test("a") && !equal.test("b"), true),
                named("IntPredicate.negate", () -> odd.test(3) && !odd.test(4), true),
                named("IntUnaryOperator.andThen", () -> twice.applyAsInt(20), 5),
                named("comparing", () -> byLength.compare("a", "bb"), -1),
                named(
                        "thenComparing, reversed",
                        () -> Stream.of("b", "aa", "a").sorted(chained).toList(),
                        List.of("aa", "a", "b")),
                named("nullsFirst", () -> nulls.compare(null, "a"), -1),
                named("comparingByKey", () -> byKey.compare(Map.entry("a", 1), Map.entry("b", 0)), -1),
                named("comparingByValue", () -> byValue.compare(Map.entry("a", 1), Map.entry("b", 0)), -1),
                named("minBy", () -> least.apply(2, 1), 1),
                collector("toList", Collectors.toList(), List.of("one", "two", "three")),
                collector("counting", Collectors.counting(), 3L),
                collector("joining", Collectors.joining("-", "<", ">"), "<one-two-three>"),
                collector("summingInt", Collectors.summingInt(String::length), 11),
                collector("averagingDouble", Collectors.averagingDouble(String::length), 11 / 3.0),
                collector("reducing", Collectors.reducing("", (a, b) -> a + b.charAt(0)), "ott"),
                collector(
                        "groupingBy",
                        Collectors.groupingBy(
                                String::length,
                                TreeMap::new,
                                Collectors.mapping(String::toUpperCase, Collectors.toList())),
                        Map.of(3, List.of("ONE", "TWO"), 5, List.of("THREE"))),
                collector(
                        "toMap",
                        Collectors.toMap(String::length, w -> w, (a, b) -> a + b),
                        Map.of(3, "onetwo", 5, "three")),
                collector("collectingAndThen", Collectors.collectingAndThen(Collectors.toList(), Collection::size), 3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lambdas")
    void runsOnEveryJdkAndRunsHereWhenItCameBack(String name, Supplier<?> supplier, Object expected) {
        assertThat(supplier.get()).isEqualTo(expected);
        workers.forEach((feature, worker) -> {
            byte[] pickle = worker.jar().dumps(supplier);
            assertThat(worker.<Object>run(pickle)).as("JDK %s", feature).isEqualTo(expected);
            Supplier<?> back = worker.jar().loads(worker.echoPickle(pickle));
            assertThat(back.get()).isEqualTo(expected);
        });
    }

    @Test
    void copiesOfTheJdksBodiesTravel() {
        Function<Integer, Integer> plus = x -> x + 1;
        String report = workers.get(0).jar().explain(plus.andThen(plus)).toString();

        assertThat(report)
                .containsPattern(
                        "by value +io\\.picklejar\\.outlined\\.java\\.util\\.function\\.Function \\(\\d+ bytes\\):"
                                + " copies of lambda bodies, whose own names differ from build to build");
    }
}
