package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A value that has to survive pickling, and how to tell that it did.
 *
 * @param name what is special about it
 * @param factory makes it anew
 * @param check fails if the copy is not as good as the original; both live in the JVM that made the original
 */
public record Value(String name, Supplier<?> factory, Check check) {
    /** Compares a value with what came back. */
    @FunctionalInterface
    public interface Check {
        /** Throws an {@link AssertionError} if the copy differs. */
        void compare(Object original, Object copy);
    }

    /** As {@link Check}, for values of a known type. */
    @FunctionalInterface
    public interface TypedCheck<T> {
        /** Throws an {@link AssertionError} if the copy differs. */
        void compare(T original, T copy);
    }

    /** A value that tells by {@code equals}. */
    public static Value equal(String name, Supplier<?> factory) {
        return new Value(name, factory, (original, copy) -> {
            sameClass(original, copy);
            assertThat(copy).isEqualTo(original);
        });
    }

    /** A value of which there is one. */
    public static Value same(String name, Supplier<?> factory) {
        return new Value(name, factory, (original, copy) -> assertThat(copy).isSameAs(original));
    }

    /** A value with the same class and the same text. */
    public static Value text(String name, Supplier<?> factory) {
        return new Value(name, factory, (original, copy) -> {
            sameClass(original, copy);
            assertThat(copy.toString()).isEqualTo(original.toString());
        });
    }

    /** A value whose fields tell, whatever its {@code equals} says. */
    public static Value fields(String name, Supplier<?> factory) {
        return new Value(name, factory, (original, copy) -> {
            sameClass(original, copy);
            assertThat(copy).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(original);
        });
    }

    /** A collection with the same class and the same elements in the same order. */
    public static Value elements(String name, Supplier<? extends Collection<?>> factory) {
        return new Value(name, factory, (original, copy) -> {
            sameClass(original, copy);
            assertThat(new ArrayList<Object>((Collection<?>) copy))
                    .isEqualTo(new ArrayList<Object>((Collection<?>) original));
        });
    }

    /** A map with the same class and the same entries in the same order. */
    public static Value entries(String name, Supplier<? extends Map<?, ?>> factory) {
        return new Value(name, factory, (original, copy) -> {
            sameClass(original, copy);
            assertThat(entriesOf(copy)).isEqualTo(entriesOf(original));
        });
    }

    /** A value with a check of its own. */
    @SuppressWarnings("unchecked") // the copy is of the original's class, or the check fails as it should
    public static <T> Value of(String name, Supplier<T> factory, TypedCheck<T> check) {
        return new Value(name, factory, (original, copy) -> check.compare((T) original, (T) copy));
    }

    /** Makes the value. */
    public Object make() {
        return factory.get();
    }

    static void sameClass(Object original, Object copy) {
        assertThat(copy).isNotNull();
        assertThat(copy.getClass()).isSameAs(original.getClass());
    }

    private static List<String> entriesOf(Object map) {
        List<String> entries = new ArrayList<>();
        ((Map<?, ?>) map).forEach((key, value) -> entries.add(key + "=" + value));
        return entries;
    }

    @Override
    public String toString() {
        return name;
    }
}
