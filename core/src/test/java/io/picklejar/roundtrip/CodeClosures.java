package io.picklejar.roundtrip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Closures that differ in the code they run. */
@SuppressWarnings("BoxingComparator") // comparators as users write them
final class CodeClosures {
    private CodeClosures() {}

    static List<Closure> all() {
        int captured = Integer.parseInt("40");
        Function<Integer, Integer> plus = x -> x + captured;
        Function<Integer, Integer> twice = x -> 2 * x;
        return List.of(
                Closure.of("captures nothing", "nothing", () -> () -> "nothing"),
                Closure.of("captures an int", 42, () -> () -> captured + 2),
                Closure.of("static helpers in a chain", 84, () -> () -> first(captured)),
                Closure.of("helper that calls itself", 120, () -> () -> factorial(5)),
                Closure.of("helpers that call each other", true, () -> () -> isEven(10)),
                Closure.of("helper with variable arguments", "[a, b]", () -> () -> join("a", "b")),
                Closure.of("method reference to a private helper", 120, () -> callOn(CodeClosures::factorial, 5)),
                Closure.of("lambda in a lambda", 83, () -> () -> {
                    Supplier<Supplier<Integer>> inner = () -> () -> captured + 2;
                    return inner.get().get() + captured + 1;
                }),
                Closure.of("lambda that gives a lambda that captures", "ab", () -> () -> {
                    Function<String, Function<String, String>> curried = a -> b -> a + b;
                    return curried.apply("a").apply("b");
                }),
                Closure.of("composed functions", 90, () -> callOn(plus.andThen(twice), 5)),
                Closure.of("composed predicates", true, () -> {
                    Predicate<Integer> large = x -> x > captured;
                    return () -> large.and(x -> x % 2 == 1).negate().test(42);
                }),
                Closure.of("recursion through a holder", 240, CodeClosures::recursive),
                Closure.of(
                        "stream with collectors",
                        "{1=[a, b], 2=[cc]}",
                        () -> () -> Stream.of("a", "b", "cc")
                                .collect(Collectors.groupingBy(String::length, Collectors.toList()))
                                .toString()),
                Closure.of("comparator of comparators", "[b, a, cc]", () -> {
                    Comparator<String> order =
                            Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder());
                    return () ->
                            Stream.of("cc", "a", "b").sorted(order).toList().toString();
                }),
                Closure.of("string concatenation", "a1 2.5 c null\u0001", () -> () -> {
                    String nothing = null;
                    return "a" + (captured - 39) + " " + 2.5 + ' ' + 'c' + ' ' + nothing + "\u0001";
                }),
                Closure.of("switch on a string", "two", () -> () -> switch ("b" + captured) {
                    case "a40" -> "one";
                    case "b40" -> "two";
                    default -> "none";
                }),
                Closure.of("assert", "asserted", () -> () -> {
                    assert captured == 40 : "captured=" + captured;
                    return "asserted";
                }),
                Closure.of("try, catch and finally", "caught: oops, finally", () -> () -> {
                    StringBuilder trace = new StringBuilder();
                    try {
                        fail("oops");
                    } catch (IllegalStateException e) {
                        trace.append("caught: ").append(e.getMessage());
                    } finally {
                        trace.append(", finally");
                    }
                    return trace.toString();
                }),
                Closure.of("try with resources", "[open, used, closed]", () -> () -> {
                    List<String> trace = new ArrayList<>();
                    try (Resource resource = new Resource(trace)) {
                        resource.use();
                    }
                    return trace.toString();
                }),
                Closure.of("synchronized and loops", 45, () -> () -> {
                    Object lock = new Object();
                    int sum = 0;
                    for (int i = 0; i < 10; i++) {
                        synchronized (lock) {
                            sum += i;
                        }
                    }
                    return sum;
                }),
                Closure.of(
                        "future that runs another lambda",
                        80,
                        () -> () -> CompletableFuture.supplyAsync(() -> twice.apply(captured))
                                .join()),
                Closure.of("generic method", "[1, 2]", () -> () -> pair(1, 2).toString()),
                Closure.of(
                        "array constructors", 3, () -> () -> Stream.of(1, 2, 3).toArray(Integer[]::new).length),
                Closure.of("lambda of a user interface with defaults", "<x>", () -> {
                    Wrapper wrapper = text -> text + ">";
                    return () -> wrapper.wrap("x");
                }),
                Closure.of("lambda that throws a checked exception", "checked", () -> {
                    Callable<String> callable = () -> {
                        throw new Exception("checked");
                    };
                    return () -> messageOf(callable);
                }),
                Closure.of("method reference with a bound receiver", 4, () -> "text"::length),
                Closure.of("constructor of a private class", "made", () -> () -> {
                    Function<String, Made> maker = Made::new;
                    return maker.apply("made").text;
                }),
                Closure.of(
                        "many arguments of all types",
                        "1 2 3.0 4.0 x true",
                        () -> () -> many((byte) 1, 2L, 3f, 4.0, 'x', true)));
    }

    private static <A, R> Supplier<R> callOn(Function<A, R> function, A argument) {
        return () -> function.apply(argument);
    }

    private static int first(int x) {
        return second(x) + 2;
    }

    private static int second(int x) {
        UnaryOperator<Integer> last = y -> third(y) + 1;
        return last.apply(x);
    }

    private static int third(int x) {
        return 2 * x + 1;
    }

    private static int factorial(int n) {
        return n <= 1 ? 1 : n * factorial(n - 1);
    }

    private static boolean isEven(int n) {
        return n == 0 || isOdd(n - 1);
    }

    private static boolean isOdd(int n) {
        return n != 0 && isEven(n - 1);
    }

    private static String join(String... parts) {
        return Arrays.toString(parts);
    }

    private static <T> List<T> pair(T left, T right) {
        return List.of(left, right);
    }

    private static void fail(String message) {
        throw new IllegalStateException(message);
    }

    private static String many(byte b, long j, float f, double d, char c, boolean z) {
        return b + " " + j + " " + f + " " + d + " " + c + " " + z;
    }

    private static String messageOf(Callable<?> callable) {
        try {
            return "returned " + callable.call();
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    private static Supplier<Integer> recursive() {
        List<BiFunction<Integer, Integer, Integer>> holder = new ArrayList<>();
        BiFunction<Integer, Integer, Integer> function =
                (n, result) -> n <= 1 ? result : holder.get(0).apply(n - 1, n * result);
        holder.add(function);
        return () -> function.apply(5, 2);
    }

    private interface Wrapper {
        String close(String text);

        default String wrap(String text) {
            return open() + close(text);
        }

        private String open() {
            return "<";
        }
    }

    private static final class Made {
        private final String text;

        private Made(String text) {
            this.text = text;
        }
    }

    private static final class Resource implements AutoCloseable {
        private final List<String> trace;

        Resource(List<String> trace) {
            this.trace = trace;
            trace.add("open");
        }

        void use() {
            trace.add("used");
        }

        @Override
        public void close() {
            trace.add("closed");
        }
    }
}
