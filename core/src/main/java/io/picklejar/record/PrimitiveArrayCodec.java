package io.picklejar.record;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** An array of primitives: a varint, 0 for null, else the length and one, and the elements. */
final class PrimitiveArrayCodec extends ValueCodec {
    private final Primitive kind;

    PrimitiveArrayCodec(Primitive kind) {
        this.kind = kind;
    }

    @Override
    public void write(RecordOutput out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(0);
        } else if (value instanceof byte[] array) {
            out.writeVarint(array.length + 1);
            out.writeBytes(array, 0, array.length);
        } else if (value instanceof boolean[] array) {
            out.writeVarint(array.length + 1);
            for (boolean each : array) {
                out.writeBoolean(each);
            }
        } else if (value instanceof short[] array) {
            out.writeVarint(array.length + 1);
            for (short each : array) {
                out.writeShort(each);
            }
        } else if (value instanceof char[] array) {
            out.writeVarint(array.length + 1);
            for (char each : array) {
                out.writeChar(each);
            }
        } else if (value instanceof int[] array) {
            out.writeVarint(array.length + 1);
            for (int each : array) {
                out.writeInt(each);
            }
        } else if (value instanceof long[] array) {
            out.writeVarint(array.length + 1);
            for (long each : array) {
                out.writeLong(each);
            }
        } else if (value instanceof float[] array) {
            out.writeVarint(array.length + 1);
            for (float each : array) {
                out.writeFloat(each);
            }
        } else if (value instanceof double[] array) {
            out.writeVarint(array.length + 1);
            for (double each : array) {
                out.writeDouble(each);
            }
        } else {
            throw new ClassCastException(value.getClass().getName() + " is no array of " + kind.primitive());
        }
    }

    @Override
    public @Nullable Object read(RecordInput in) {
        int header = in.readVarint();
        if (header == 0) {
            return null;
        }
        int length = in.checked(header - 1, kind.bytes());
        return switch (kind) {
            case BYTE -> in.readBytes(length);
            case BOOLEAN -> {
                boolean[] array = new boolean[length];
                for (int i = 0; i < length; i++) {
                    array[i] = in.readBoolean();
                }
                yield array;
            }
            case SHORT -> {
                short[] array = new short[length];
                for (int i = 0; i < length; i++) {
                    array[i] = in.readShort();
                }
                yield array;
            }
            case CHAR -> {
                char[] array = new char[length];
                for (int i = 0; i < length; i++) {
                    array[i] = in.readChar();
                }
                yield array;
            }
            case INT -> {
                int[] array = new int[length];
                for (int i = 0; i < length; i++) {
                    array[i] = in.readInt();
                }
                yield array;
            }
            case LONG -> {
                long[] array = new long[length];
                for (int i = 0; i < length; i++) {
                    array[i] = in.readLong();
                }
                yield array;
            }
            case FLOAT -> {
                float[] array = new float[length];
                for (int i = 0; i < length; i++) {
                    array[i] = in.readFloat();
                }
                yield array;
            }
            case DOUBLE -> {
                double[] array = new double[length];
                for (int i = 0; i < length; i++) {
                    array[i] = in.readDouble();
                }
                yield array;
            }
        };
    }

    @Override
    @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the primitive
    public @Nullable Object copy(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        int length = Array.getLength(value);
        Object copy = Array.newInstance(kind.primitive(), length);
        System.arraycopy(value, 0, copy, 0, length);
        return copy;
    }
}
