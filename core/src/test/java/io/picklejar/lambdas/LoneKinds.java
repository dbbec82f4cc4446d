package io.picklejar.lambdas;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntBinaryOperator;
import java.util.function.LongFunction;

/** Lambdas whose shape is the only one in their class: recovered without privilege. */
public final class LoneKinds {
    private LoneKinds() {}

    /** One of each kind, made anew. */
    public static List<LambdaKind> all() {
        long factor = 5;
        return List.of(
                LambdaKind.of("lone lambda", (IntBinaryOperator) (a, b) -> a * b, f -> f.applyAsInt(6, 7)),
                LambdaKind.of("lone capturing lambda", (LongFunction<String>) x -> x * factor + "", f -> f.apply(8)),
                LambdaKind.of(
                        "lone method reference",
                        (BiFunction<String, Object, Boolean>) String::equals,
                        f -> f.apply("a", "a")));
    }
}
