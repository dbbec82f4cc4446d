package io.picklejar.reduce;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Generic types of our own, since nobody but reflection itself can make the JDK's. They equal the JDK's, in both
 * directions, and have their hash codes and texts. Immutable.
 */
final class GenericTypes {
    private GenericTypes() {}

    private static String joined(Type[] types, String separator) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(separator));
    }

    /** {@code Map<String, Integer>}, {@code Outer<String>.Inner}. */
    static final class Parameterized implements ParameterizedType {
        private final Class<?> raw;
        private final @Nullable Type owner;
        private final Type[] arguments;

        Parameterized(Class<?> raw, @Nullable Type owner, Type[] arguments) {
            this.raw = raw;
            this.owner = owner;
            this.arguments = arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && raw.equals(that.getRawType())
                    && Objects.equals(owner, that.getOwnerType())
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments) ^ Objects.hashCode(owner) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            String name = owner == null ? raw.getName() : owner.getTypeName() + "$" + raw.getSimpleName();
            return arguments.length == 0 ? name : name + "<" + joined(arguments, ", ") + ">";
        }
    }

    /** {@code List<String>[]}. */
    static final class ArrayOf implements GenericArrayType {
        private final Type component;

        ArrayOf(Type component) {
            this.component = component;
        }

        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GenericArrayType that && component.equals(that.getGenericComponentType());
        }

        @Override
        public int hashCode() {
            return component.hashCode();
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }

    /** {@code ? extends Number}; its upper bound is {@code Object} if nothing else is said. */
    static final class Wildcard implements WildcardType {
        private final Type[] upper;
        private final Type[] lower;

        Wildcard(Type[] upper, Type[] lower) {
            this.upper = upper.clone();
            this.lower = lower.clone();
        }

        @Override
        public Type[] getUpperBounds() {
            return upper.clone();
        }

        @Override
        public Type[] getLowerBounds() {
            return lower.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WildcardType that
                    && Arrays.equals(lower, that.getLowerBounds())
                    && Arrays.equals(upper, that.getUpperBounds());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(lower) ^ Arrays.hashCode(upper);
        }

        @Override
        public String toString() {
            if (lower.length > 0) {
                return "? super " + joined(lower, " & ");
            }
            return upper.length == 0 || upper[0] == Object.class ? "?" : "? extends " + joined(upper, " & ");
        }
    }
}
