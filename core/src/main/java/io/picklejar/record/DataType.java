package io.picklejar.record;

import java.util.List;

/** What a schema says about one value: the types that records are made of. */
sealed interface DataType {
    /** A number, a truth value or a character, as a primitive or in its box, which may be null. */
    record Scalar(Primitive kind, boolean boxed) implements DataType {
        @Override
        public String toString() {
            return boxed ? kind.box().getSimpleName() : kind.primitive().getName();
        }
    }

    /** A value of a well-known class of the JDK, a string for one; may be null. */
    record Value(ValueKind kind) implements DataType {
        @Override
        public String toString() {
            return kind.type().getSimpleName();
        }
    }

    /** A constant of the enum, or null. */
    record EnumOf(String className) implements DataType {
        @Override
        public String toString() {
            return className;
        }
    }

    /** An object of the class, or null. */
    record RecordOf(String className) implements DataType {
        @Override
        public String toString() {
            return className;
        }
    }

    /** An array of elements, or null. */
    record ArrayOf(DataType element) implements DataType {
        @Override
        public String toString() {
            return element + "[]";
        }
    }

    /** A collection, a map or an optional, or null; {@code arguments} are its elements, or keys and values. */
    record Container(ContainerKind kind, List<DataType> arguments) implements DataType {
        public Container {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return kind.type().getSimpleName()
                    + arguments.toString().replace('[', '<').replace(']', '>');
        }
    }

    /** A value of a class that the schema does not look into: a pickle, or null. */
    record Pickle(String className) implements DataType {
        @Override
        public String toString() {
            return className + " (pickled)";
        }
    }
}
