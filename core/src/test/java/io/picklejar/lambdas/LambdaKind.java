package io.picklejar.lambdas;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A lambda and what calling it shows.
 *
 * @param name what is special about it
 * @param call calls a lambda of this kind and answers something comparable
 */
public record LambdaKind(String name, Object lambda, Function<Object, Object> call) {
    static LambdaKind supplier(String name, Supplier<?> lambda) {
        return new LambdaKind(name, lambda, copy -> ((Supplier<?>) copy).get());
    }

    @SuppressWarnings("unchecked")
    static <A> LambdaKind function(String name, Function<A, ?> lambda, A argument) {
        return new LambdaKind(name, lambda, copy -> ((Function<A, ?>) copy).apply(argument));
    }

    @SuppressWarnings("unchecked")
    static <T> LambdaKind of(String name, T lambda, Function<T, Object> call) {
        return new LambdaKind(name, lambda, (Function<Object, Object>) call);
    }

    static <T> LambdaKind effect(String name, T lambda, StringBuilder trace, Consumer<T> call) {
        return of(name, lambda, copy -> {
            trace.setLength(0);
            call.accept(copy);
            return trace.toString();
        });
    }

    /** Calls {@code lambda} as this kind is called. */
    public Object call(Object lambda) {
        return call.apply(lambda);
    }

    @Override
    public String toString() {
        return name;
    }
}
