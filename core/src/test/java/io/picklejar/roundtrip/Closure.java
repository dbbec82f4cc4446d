package io.picklejar.roundtrip;

import java.util.function.Supplier;

/**
 * A lambda, or an object of a class that travels with it, and what calling it gives.
 *
 * @param name what is special about it
 * @param factory makes it anew
 * @param expected what the supplier it makes gives, equal in any JVM
 */
public record Closure(String name, Supplier<Supplier<?>> factory, Object expected) {
    /** A closure. */
    public static Closure of(String name, Object expected, Supplier<Supplier<?>> factory) {
        return new Closure(name, factory, expected);
    }

    /** Makes the supplier. */
    public Supplier<?> make() {
        return factory.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
