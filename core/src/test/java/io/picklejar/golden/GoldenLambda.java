package io.picklejar.golden;

import java.util.function.Supplier;

/** Goes by reference, in files that are kept for ever. May get more lambdas, but this one is never changed. */
final class GoldenLambda {
    private GoldenLambda() {}

    static Supplier<Integer> answer() {
        return () -> 42;
    }
}
