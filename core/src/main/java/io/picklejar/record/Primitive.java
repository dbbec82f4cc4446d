package io.picklejar.record;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The primitive types, by the order of their numbers on the wire. */
enum Primitive {
    BOOLEAN(boolean.class, Boolean.class, 1) {
        @Override
        void write(RecordOutput out, Object value) {
            out.writeBoolean((Boolean) value);
        }

        @Override
        Object read(RecordInput in) {
            return in.readBoolean();
        }
    },
    BYTE(byte.class, Byte.class, 1) {
        @Override
        void write(RecordOutput out, Object value) {
            out.writeByte((Byte) value);
        }

        @Override
        Object read(RecordInput in) {
            return in.readByte();
        }
    },
    SHORT(short.class, Short.class, 2) {
        @Override
        void write(RecordOutput out, Object value) {
            out.writeShort((Short) value);
        }

        @Override
        Object read(RecordInput in) {
            return in.readShort();
        }
    },
    CHAR(char.class, Character.class, 2) {
        @Override
        void write(RecordOutput out, Object value) {
            out.writeChar((Character) value);
        }

        @Override
        Object read(RecordInput in) {
            return in.readChar();
        }
    },
    INT(int.class, Integer.class, 4) {
        @Override
        void write(RecordOutput out, Object value) {
            out.writeInt((Integer) value);
        }

        @Override
        Object read(RecordInput in) {
            return in.readInt();
        }
    },
    LONG(long.class, Long.class, 8) {
        @Override
        void write(RecordOutput out, Object value) {
            out.writeLong((Long) value);
        }

        @Override
        Object read(RecordInput in) {
            return in.readLong();
        }
    },
    FLOAT(float.class, Float.class, 4) {
        @Override
        void write(RecordOutput out, Object value) {
            out.writeFloat((Float) value);
        }

        @Override
        Object read(RecordInput in) {
            return in.readFloat();
        }
    },
    DOUBLE(double.class, Double.class, 8) {
        @Override
        void write(RecordOutput out, Object value) {
            out.writeDouble((Double) value);
        }

        @Override
        Object read(RecordInput in) {
            return in.readDouble();
        }
    };

    private static final Map<Class<?>, Primitive> BY_TYPE =
            Stream.of(values()).collect(Collectors.toMap(Primitive::primitive, Function.identity()));

    private static final Map<Class<?>, Primitive> BY_BOX =
            Stream.of(values()).collect(Collectors.toMap(Primitive::box, Function.identity()));

    private final Class<?> primitive;
    private final Class<?> box;
    private final int bytes;

    Primitive(Class<?> primitive, Class<?> box, int bytes) {
        this.primitive = primitive;
        this.box = box;
        this.bytes = bytes;
    }

    /** The number on the wire: new constants go to the end. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the format
    int number() {
        return ordinal();
    }

    /** The kind of a primitive type, or null. */
    static @Nullable Primitive of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    /** The kind that the class is the box of, or null. */
    static @Nullable Primitive ofBox(Class<?> type) {
        return BY_BOX.get(type);
    }

    Class<?> primitive() {
        return primitive;
    }

    Class<?> box() {
        return box;
    }

    /** How many bytes a value takes. */
    int bytes() {
        return bytes;
    }

    abstract void write(RecordOutput out, Object value);

    abstract Object read(RecordInput in);

    /** Zero, as fields have it before anything is assigned. */
    Object zero() {
        return switch (this) {
            case BOOLEAN -> false;
            case CHAR -> '\0';
            default -> from((byte) 0);
        };
    }

    private Object from(Number value) {
        return switch (this) {
            case BYTE -> value.byteValue();
            case SHORT -> value.shortValue();
            case INT -> value.intValue();
            case LONG -> value.longValue();
            case FLOAT -> value.floatValue();
            case DOUBLE -> value.doubleValue();
            case BOOLEAN, CHAR -> throw new IllegalArgumentException(this + " is no number");
        };
    }

    /** Whether every value of this type is one of the other: widening without loss (JLS 5.1.2). */
    boolean widensTo(Primitive other) {
        return switch (this) {
            case BOOLEAN -> other == BOOLEAN;
            case CHAR -> other == CHAR || other == INT || other == LONG || other == FLOAT || other == DOUBLE;
            case BYTE -> other != BOOLEAN && other != CHAR;
            case SHORT -> other != BOOLEAN && other != CHAR && other != BYTE;
            case INT -> other == INT || other == LONG || other == DOUBLE;
            case LONG -> other == LONG;
            case FLOAT -> other == FLOAT || other == DOUBLE;
            case DOUBLE -> other == DOUBLE;
        };
    }

    /** A value of this type as one of a type that it widens to. */
    Object widen(Object value, Primitive to) {
        if (to == this) {
            return value;
        }
        return to.from(value instanceof Character unit ? (int) unit : (Number) value);
    }

    /**
     * A value of a type that this one widens to, as one of this type again.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    Object narrow(Object value, Primitive from) {
        if (from == this) {
            return value;
        }
        Number number = (Number) value;
        Object narrowed = this == CHAR ? (Object) (char) number.intValue() : from(number);
        if (!widen(narrowed, from).equals(value)) {
            throw new IllegalArgumentException(value + " is no " + primitive.getName());
        }
        return narrowed;
    }
}
