package io.picklejar.record;

import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The codecs of everything that has no fields. */
final class Codecs {
    private Codecs() {}

    /** A primitive, in a box here and never null. */
    static final class PrimitiveCodec extends SharedValueCodec {
        private final Primitive kind;

        PrimitiveCodec(Primitive kind) {
            this.kind = kind;
        }

        @Override
        @SuppressWarnings("NullAway") // a primitive field has no null
        public void write(RecordOutput out, @Nullable Object value) {
            kind.write(out, value);
        }

        @Override
        public Object read(RecordInput in) {
            return kind.read(in);
        }
    }

    /** A box or null: a byte, 1 or 0, and the value. */
    static final class BoxCodec extends SharedValueCodec {
        private final Primitive kind;

        BoxCodec(Primitive kind) {
            this.kind = kind;
        }

        @Override
        public void write(RecordOutput out, @Nullable Object value) {
            out.writeBoolean(value != null);
            if (value != null) {
                kind.write(out, value);
            }
        }

        @Override
        public @Nullable Object read(RecordInput in) {
            return in.readBoolean() ? kind.read(in) : null;
        }
    }

    /** A string or null. */
    static final class StringCodec extends SharedValueCodec {
        static final StringCodec INSTANCE = new StringCodec();

        private StringCodec() {}

        @Override
        public void write(RecordOutput out, @Nullable Object value) {
            out.writeString((String) value);
        }

        @Override
        public @Nullable Object read(RecordInput in) {
            return in.readString();
        }
    }

    /** A value of a well-known class: 0 for null, 1 and the value, or 2 and a pickle if it is of a subclass. */
    static final class ValueKindCodec extends ValueCodec {
        private final ValueKind kind;
        private final PickleCodec pickles;

        ValueKindCodec(ValueKind kind, PickleCodec pickles) {
            this.kind = kind;
            this.pickles = pickles;
        }

        @Override
        public void write(RecordOutput out, @Nullable Object value) {
            if (value == null) {
                out.writeByte(0);
            } else if (kind.takes(value)) {
                out.writeByte(1);
                kind.write(out, value);
            } else {
                out.writeByte(2);
                pickles.write(out, value);
            }
        }

        @Override
        public @Nullable Object read(RecordInput in) {
            byte tag = in.readByte();
            return switch (tag) {
                case 0 -> null;
                case 1 -> kind.read(in);
                case 2 -> pickles.read(in);
                default -> throw in.corrupt("tag " + tag);
            };
        }

        @Override
        public @Nullable Object copy(@Nullable Object value) {
            return kind.isImmutable() || value == null ? value : pickles.copy(value);
        }
    }

    /** Another encoding's bytes: a varint, 0 for null, else their number and one, and a pickle. */
    static final class PickleCodec extends ValueCodec {
        private final Pickles pickles;

        PickleCodec(Pickles pickles) {
            this.pickles = pickles;
        }

        @Override
        public void write(RecordOutput out, @Nullable Object value) {
            if (value == null) {
                out.writeByte(0);
                return;
            }
            byte[] pickle = pickles.dumps(value);
            out.writeVarint(pickle.length + 1);
            out.writeBytes(pickle, 0, pickle.length);
        }

        @Override
        public @Nullable Object read(RecordInput in) {
            int header = in.readVarint();
            return header == 0 ? null : pickles.loads(in.readBytes(in.checked(header - 1, 1)));
        }

        @Override
        public @Nullable Object copy(@Nullable Object value) {
            return value == null ? null : pickles.loads(pickles.dumps(value));
        }
    }

    /** A pickle that nobody opens, as its bytes. */
    static final Pickles UNOPENED = new Pickles() {
        @Override
        public byte[] dumps(Object value) {
            return (byte[]) value;
        }

        @Override
        public Object loads(byte[] pickle) {
            return pickle;
        }
    };

    /** An array of objects: a varint, 0 for null, else the length and one, and the elements. */
    static final class ArrayCodec extends ValueCodec {
        private final ValueCodec element;
        private final Class<?> component;

        ArrayCodec(ValueCodec element, Class<?> component) {
            this.element = element;
            this.component = component;
        }

        @Override
        public void write(RecordOutput out, @Nullable Object value) {
            if (value == null) {
                out.writeByte(0);
                return;
            }
            Object[] array = (Object[]) value;
            out.writeVarint(array.length + 1);
            for (Object each : array) {
                element.write(out, each);
            }
        }

        @Override
        public @Nullable Object read(RecordInput in) {
            int header = in.readVarint();
            if (header == 0) {
                return null;
            }
            @Nullable Object[] array = (@Nullable Object[]) Array.newInstance(component, in.checked(header - 1, 1));
            for (int i = 0; i < array.length; i++) {
                array[i] = element.read(in);
            }
            return array;
        }

        @Override
        public @Nullable Object copy(@Nullable Object value) {
            if (value == null) {
                return null;
            }
            @Nullable Object[] copy = ((@Nullable Object[]) value).clone();
            for (int i = 0; i < copy.length; i++) {
                copy[i] = element.copy(copy[i]);
            }
            return copy;
        }

        @Override
        boolean isExact() {
            return element.isExact();
        }
    }

    /** A constant: a varint, 0 for null, else its number in the schema and one. */
    static final class EnumCodec extends SharedValueCodec {
        private final List<String> names;
        private final List<?> constants;
        private final Map<Object, Integer> numbers = new HashMap<>();
        private final boolean exact;

        /** {@code constants}: what the names stand for here, in their order; the names themselves if the enum is gone. */
        EnumCodec(List<String> names, List<?> constants, boolean exact) {
            this.names = names;
            this.constants = constants;
            this.exact = exact;
            for (int i = 0; i < constants.size(); i++) {
                numbers.putIfAbsent(constants.get(i), i);
            }
        }

        @Override
        public void write(RecordOutput out, @Nullable Object value) {
            if (value == null) {
                out.writeByte(0);
                return;
            }
            Integer number = numbers.get(value);
            if (number == null) {
                throw new IllegalArgumentException(value + " is none of " + names);
            }
            out.writeVarint(number + 1);
        }

        @Override
        public @Nullable Object read(RecordInput in) {
            int header = in.readVarint();
            if (header == 0) {
                return null;
            }
            if (header < 0 || header > constants.size()) {
                throw in.corrupt("constant " + (header - 1) + " of " + names);
            }
            return constants.get(header - 1);
        }

        @Override
        boolean isExact() {
            return exact;
        }
    }

    /** What another codec reads, as another type, and back. */
    static final class ConvertingCodec extends SharedValueCodec {
        private final ValueCodec before;
        private final UnaryOperator<@Nullable Object> reading;
        private final UnaryOperator<@Nullable Object> writing;

        ConvertingCodec(
                ValueCodec before, UnaryOperator<@Nullable Object> reading, UnaryOperator<@Nullable Object> writing) {
            this.before = before;
            this.reading = reading;
            this.writing = writing;
        }

        @Override
        public void write(RecordOutput out, @Nullable Object value) {
            before.write(out, writing.apply(value));
        }

        @Override
        public @Nullable Object read(RecordInput in) {
            return reading.apply(before.read(in));
        }

        @Override
        boolean isExact() {
            return false;
        }
    }
}
