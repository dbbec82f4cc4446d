package com.acme.orders;

import org.apache.beam.sdk.transforms.SerializableFunction;

/** A factory of lambdas, for classes that travel by value. */
public final class Discount {
    private Discount() {}

    /** A lambda that captures a number. */
    public static SerializableFunction<Integer, Integer> of(int percent) {
        return price -> price * (100 - percent) / 100;
    }
}
