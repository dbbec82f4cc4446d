package io.picklejar.pickler;

import io.picklejar.protocol.PickleInput;
import io.picklejar.protocol.PickleOutput;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Arrays of primitives: a type letter of JVMS table 4.3-A, a length, and the elements, big-endian. */
final class PrimitiveArrays {
    private PrimitiveArrays() {}

    static void write(Object array, PickleOutput out) {
        char letter = array.getClass().getComponentType().descriptorString().charAt(0);
        int length = Array.getLength(array);
        out.u8(letter);
        out.varint(length);
        if (array instanceof byte[] bytes) {
            out.raw(bytes, 0, length);
            return;
        }
        if (array instanceof boolean[] flags) {
            for (boolean flag : flags) {
                out.u8(flag ? 1 : 0);
            }
            return;
        }
        byte[] raw = new byte[Math.multiplyExact(length, sizeOf(letter))];
        ByteBuffer view = ByteBuffer.wrap(raw);
        if (array instanceof int[] values) {
            view.asIntBuffer().put(values);
        } else if (array instanceof long[] values) {
            view.asLongBuffer().put(values);
        } else if (array instanceof double[] values) {
            view.asDoubleBuffer().put(values);
        } else if (array instanceof float[] values) {
            view.asFloatBuffer().put(values);
        } else if (array instanceof short[] values) {
            view.asShortBuffer().put(values);
        } else {
            view.asCharBuffer().put((char[]) array);
        }
        out.raw(raw, 0, raw.length);
    }

    static Object read(PickleInput in) {
        char letter = (char) in.u8();
        int size = sizeOf(letter);
        if (size == 0) {
            throw in.corrupt("no primitive type has the letter " + (int) letter);
        }
        int length = in.checked(in.varint(), size);
        byte[] raw = new byte[length * size];
        in.raw(raw, 0, raw.length);
        if (letter == 'B') {
            return raw;
        }
        Object array = newArray(letter, length);
        ByteBuffer view = ByteBuffer.wrap(raw);
        if (array instanceof boolean[] flags) {
            for (int i = 0; i < length; i++) {
                flags[i] = raw[i] != 0;
            }
        } else if (array instanceof int[] values) {
            view.asIntBuffer().get(values);
        } else if (array instanceof long[] values) {
            view.asLongBuffer().get(values);
        } else if (array instanceof double[] values) {
            view.asDoubleBuffer().get(values);
        } else if (array instanceof float[] values) {
            view.asFloatBuffer().get(values);
        } else if (array instanceof short[] values) {
            view.asShortBuffer().get(values);
        } else {
            view.asCharBuffer().get((char[]) array);
        }
        return array;
    }

    private static int sizeOf(char letter) {
        return switch (letter) {
            case 'Z', 'B' -> 1;
            case 'S', 'C' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> 0;
        };
    }

    private static Object newArray(char letter, int length) {
        return switch (letter) {
            case 'Z' -> new boolean[length];
            case 'S' -> new short[length];
            case 'C' -> new char[length];
            case 'I' -> new int[length];
            case 'F' -> new float[length];
            case 'J' -> new long[length];
            default -> new double[length];
        };
    }

    /** The primitive type, or void, of a letter; null if it is none. */
    static @Nullable Class<?> typeOf(int letter) {
        return switch (letter) {
            case 'Z' -> boolean.class;
            case 'B' -> byte.class;
            case 'S' -> short.class;
            case 'C' -> char.class;
            case 'I' -> int.class;
            case 'F' -> float.class;
            case 'J' -> long.class;
            case 'D' -> double.class;
            case 'V' -> void.class;
            default -> null;
        };
    }
}
