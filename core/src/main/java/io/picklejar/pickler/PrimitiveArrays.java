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
        out.u8(letterOf(array));
        out.varint(Array.getLength(array));
        copy(array, out.room(byteSize(array)));
    }

    static Object read(PickleInput in, Admission admission) {
        char letter = letter(in);
        int length = in.checked(in.varint(), sizeOf(letter));
        admission.array(letter, length);
        return fill(newArray(letter, length), in.buffer(length * sizeOf(letter)));
    }

    /** The letter of a primitive type that can be an element. */
    static char letter(PickleInput in) {
        char letter = (char) in.u8();
        if (sizeOf(letter) == 0) {
            throw in.corrupt("no primitive type has the letter " + (int) letter);
        }
        return letter;
    }

    static char letterOf(Object array) {
        return array.getClass().getComponentType().descriptorString().charAt(0);
    }

    /** The size of the elements in bytes. */
    static int byteSize(Object array) {
        return Math.multiplyExact(Array.getLength(array), sizeOf(letterOf(array)));
    }

    /** Puts the elements into the buffer, in its byte order. */
    static void copy(Object array, ByteBuffer target) {
        if (array instanceof byte[] values) {
            target.put(values);
        } else if (array instanceof int[] values) {
            target.asIntBuffer().put(values);
        } else if (array instanceof long[] values) {
            target.asLongBuffer().put(values);
        } else if (array instanceof double[] values) {
            target.asDoubleBuffer().put(values);
        } else if (array instanceof float[] values) {
            target.asFloatBuffer().put(values);
        } else if (array instanceof short[] values) {
            target.asShortBuffer().put(values);
        } else if (array instanceof char[] values) {
            target.asCharBuffer().put(values);
        } else {
            for (boolean flag : (boolean[]) array) {
                target.put((byte) (flag ? 1 : 0));
            }
        }
    }

    /** Takes as many elements from the buffer as the array has; returns the array. */
    static Object fill(Object array, ByteBuffer source) {
        if (array instanceof byte[] values) {
            source.get(values);
        } else if (array instanceof int[] values) {
            source.asIntBuffer().get(values);
        } else if (array instanceof long[] values) {
            source.asLongBuffer().get(values);
        } else if (array instanceof double[] values) {
            source.asDoubleBuffer().get(values);
        } else if (array instanceof float[] values) {
            source.asFloatBuffer().get(values);
        } else if (array instanceof short[] values) {
            source.asShortBuffer().get(values);
        } else if (array instanceof char[] values) {
            source.asCharBuffer().get(values);
        } else if (array instanceof boolean[] flags) {
            for (int i = 0; i < flags.length; i++) {
                flags[i] = source.get() != 0;
            }
        }
        return array;
    }

    /** The size of an element in bytes, or 0 if no element has this type. */
    static int sizeOf(char letter) {
        return switch (letter) {
            case 'Z', 'B' -> 1;
            case 'S', 'C' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> 0;
        };
    }

    static Object newArray(char letter, int length) {
        return switch (letter) {
            case 'Z' -> new boolean[length];
            case 'B' -> new byte[length];
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
