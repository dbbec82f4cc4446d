package io.picklejar.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.error.PicklingException;
import io.picklejar.testkit.Row;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lambdas and what they capture. */
@SuppressWarnings({"UnnecessaryLambda", "UnusedVariable"}) // lambdas are what travels
final class LambdasConformanceTest {
    private static final String ALL = "io.picklejar.conformance.Place#all";

    /** The only lambda of its shape in its class: it can be told without privilege. */
    private static final class One {
        private One() {}

        static Supplier<Integer> lambda() {
            return () -> 1;
        }
    }

    @Row("test_lambda")
    @ParameterizedTest
    @MethodSource(ALL)
    void lambdaRuns(Place place) {
        assertThat(place.<Supplier<Integer>, Integer>run(One.lambda(), Supplier::get))
                .isEqualTo(1);
    }

    @Row("test_lambda")
    @ParameterizedTest
    @MethodSource(ALL)
    void serializableLambdaRuns(Place place) {
        Supplier<Integer> lambda = (Supplier<Integer> & Serializable) () -> 1;

        assertThat(place.<Supplier<Integer>, Integer>run(lambda, Supplier::get)).isEqualTo(1);
    }

    private static final class Nested {
        private Nested() {}

        static Function<Integer, Integer> lambda(int a, int b) {
            Function<Integer, Integer> f1 = x -> {
                Supplier<Integer> inner = () -> x + a;
                return inner.get();
            };
            return x -> f1.apply(x) - b;
        }
    }

    @Row("test_nested_lambdas")
    @ParameterizedTest
    @MethodSource(ALL)
    void lambdaThatCapturesALambdaRuns(Place place) {
        assertThat(place.<Function<Integer, Integer>, Integer>run(Nested.lambda(1, 1), f2 -> f2.apply(1)))
                .isEqualTo(1);
    }

    private static final class Holder {
        private @Nullable Supplier<Holder> f;
        private @Nullable BiFunction<Integer, Integer, Integer> times;
    }

    private static Supplier<Holder> lambdaInItsOwnHolder() {
        Holder holder = new Holder();
        holder.f = () -> holder;
        return holder.f;
    }

    @Row("test_recursive_closure")
    @ParameterizedTest
    @MethodSource(ALL)
    void lambdaInTheHolderThatItCaptures(Place place) {
        assertThat(place.<Supplier<Holder>, Boolean>run(lambdaInItsOwnHolder(), f -> f.get().f == f))
                .isTrue();
    }

    @Row("test_recursive_closure")
    @ParameterizedTest
    @MethodSource(ALL)
    void lambdaCallsItselfThroughAHolder(Place place) {
        Holder holder = new Holder();
        holder.times =
                (n, result) -> n <= 1 ? result : requireNonNull(holder.times).apply(n - 1, n * result);

        assertThat(place.<BiFunction<Integer, Integer, Integer>, Integer>run(holder.times, f -> f.apply(5, 2)))
                .isEqualTo(240);
    }

    /** An object that cannot be pickled, and a lambda in it that captures nothing. */
    private static final class Unpicklable {
        private final Thread thread = Thread.currentThread();

        Supplier<String> lambda() {
            return () -> "nothing captured";
        }

        @Override
        public String toString() {
            return thread.getName();
        }
    }

    @Row("test_closure_none_is_preserved")
    @ParameterizedTest
    @MethodSource(ALL)
    void lambdaThatCapturesNothingStaysSo(Place place) {
        assertThat(place.<Supplier<String>, String>run(
                        new Unpicklable().lambda(), f -> f.getClass().getDeclaredFields().length + " " + f.get()))
                .isEqualTo("0 nothing captured");
    }

    @SuppressWarnings("NullAway") // on purpose
    private static final class Slot {
        private @Nullable String value;

        /** As Kotlin compiles the read of a {@code lateinit} property. */
        String lateinit() {
            String read = value;
            if (read == null) {
                throw new IllegalStateException("lateinit property value has not been initialized");
            }
            return read;
        }

        Supplier<Integer> length() {
            return () -> value.length();
        }
    }

    @Row("test_empty_cell_preserved")
    @ParameterizedTest
    @MethodSource(ALL)
    void slotThatWasNeverAssignedIsEmptyThere(Place place) {
        assertThat(place.<Supplier<Integer>, String>run(new Slot().length(), f -> {
                    try {
                        return "length " + f.get();
                    } catch (NullPointerException e) {
                        return "null there, too";
                    }
                }))
                .isEqualTo("null there, too");
        assertThat(place.<Slot, String>run(new Slot(), slot -> {
                    try {
                        return slot.lateinit();
                    } catch (IllegalStateException e) {
                        return e.getMessage();
                    }
                }))
                .isEqualTo("lateinit property value has not been initialized");
    }

    /** Nobody may ask for its hash code, or compare it. */
    private static final class Unhashable {
        private final String text = "untouched";

        @Override
        public int hashCode() {
            throw new UnsupportedOperationException("hashCode");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            throw new UnsupportedOperationException("equals");
        }

        Supplier<String> lambda() {
            Unhashable captured = this;
            return () -> captured.text;
        }
    }

    @Row("test_unhashable_closure")
    @ParameterizedTest
    @MethodSource(ALL)
    void capturedObjectIsNeitherHashedNorCompared(Place place) {
        assertThat(place.<Supplier<String>, String>run(new Unhashable().lambda(), Supplier::get))
                .isEqualTo("untouched");
    }

    private static final class Generators {
        private Generators() {}

        static Supplier<Iterator<Integer>> iterators(int n) {
            return () -> IntStream.range(0, n).iterator();
        }
    }

    @Row("test_generator")
    @ParameterizedTest
    @MethodSource(ALL)
    void eachCallMakesAFreshIterator(Place place) {
        assertThat(place.<Supplier<Iterator<Integer>>, List<List<Integer>>>run(Generators.iterators(3), f -> {
                    List<List<Integer>> rounds = new ArrayList<>();
                    for (int round = 0; round < 2; round++) {
                        List<Integer> items = new ArrayList<>();
                        f.get().forEachRemaining(items::add);
                        rounds.add(items);
                    }
                    return rounds;
                }))
                .isEqualTo(List.of(List.of(0, 1, 2), List.of(0, 1, 2)));
    }

    private static final class Coroutines {
        private Coroutines() {}

        static Function<Integer, CompletableFuture<Integer>> f() {
            return (Function<Integer, CompletableFuture<Integer>> & Serializable)
                    x -> CompletableFuture.completedFuture(x + 1);
        }

        static Supplier<CompletableFuture<Integer>> g(Function<Integer, CompletableFuture<Integer>> f) {
            return () -> f.apply(0).thenCompose(y -> f.apply(y)).thenApply(z -> z * 10);
        }

        static Supplier<CompletableFuture<Integer>> started(CompletableFuture<Integer> running) {
            return () -> running;
        }
    }

    @Row("test_tornado_coroutine")
    @ParameterizedTest
    @MethodSource(ALL)
    void chainOfFuturesRunsAnotherLambda(Place place) {
        Supplier<CompletableFuture<Integer>> g = Coroutines.g(Coroutines.f());

        assertThat(place.<List<Supplier<CompletableFuture<Integer>>>, String>run(
                        List.of(g, g),
                        both -> (both.get(0) == both.get(1)) + " "
                                + both.get(0).get().join()))
                .isEqualTo("true 20");
    }

    @Row("test_tornado_coroutine")
    @Test
    void futureThatRunsIsRefused() {
        Supplier<CompletableFuture<Integer>> started = Coroutines.started(new CompletableFuture<>());

        assertThatThrownBy(() -> Place.JAR.dumps(started))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "cannot pickle a java.util.concurrent.CompletableFuture: the result of a computation that runs in"
                                + " this JVM is not there yet at $~0; wait for it, and capture what it gives [live-resource]");
    }

    @Row("test_locally_defined_function_and_class")
    @ParameterizedTest
    @MethodSource(ALL)
    void localClassThatUsesItsSurroundings(Place place) {
        int constant = Integer.parseInt("2");
        Function<Integer, Integer> addOne = (Function<Integer, Integer> & Serializable) x -> x + 1;
        class Local {
            private final int value;

            Local(int value) {
                this.value = value;
            }

            int someMethod(Integer x) {
                return Math.max(someFunction(addOne.apply(value), x), 0);
            }
        }
        Local local = new Local(3);
        Function<Integer, Integer> bound = (Function<Integer, Integer> & Serializable) local::someMethod;

        assertThat(place.<Local, Integer>run(local, object -> object.someMethod(1)))
                .isEqualTo(7);
        assertThat(place.<Function<Integer, Integer>, Integer>run(bound, f -> f.apply(1)))
                .isEqualTo(7);
        assertThat(place.<Integer, Integer>run(3, value -> new Local(value).someMethod(constant - 1)))
                .isEqualTo(7);
        assertThat(place.<Class<?>, String>run(Local.class, Class::getSimpleName))
                .isEqualTo("Local");
    }

    private static int someFunction(int x, int y) {
        return x + y + 2;
    }

    private static final class Defaults {
        private Defaults() {}

        static int sum(int a, int b) {
            return a + b;
        }

        /** As Kotlin compiles {@code fun sum(a: Int, b: Int = 40)} for callers that leave out b. */
        static int sum$default(int a, int b, int mask, @Nullable Object marker) {
            return sum(a, (mask & 2) != 0 ? 40 : b);
        }
    }

    @Row("test_interactively_defined_func_with_keyword_only_argument")
    @ParameterizedTest
    @MethodSource(ALL)
    void defaultsOfParametersApply(Place place) {
        assertThat(place.<Integer, Integer>run(2, a -> Defaults.sum$default(a, 0, 2, null)))
                .isEqualTo(42);
    }
}
