package io.picklejar.testkit;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ways for bytes to arrive wrong. Each gives copies, each of which differs from the bytes that were sent. */
public final class Damage {
    private Damage() {}

    /** Cut off before each byte: nothing, the first byte, the first two bytes … all but the last. */
    public static Stream<byte[]> truncations(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(length -> Arrays.copyOf(bytes, length));
    }

    /** One bit flipped, each bit in turn. */
    public static Stream<byte[]> bitFlips(byte[] bytes) {
        return IntStream.range(0, bytes.length * Byte.SIZE).mapToObj(bit -> flip(bytes, bit));
    }

    /** One bit flipped, at places that the seed decides. */
    public static Stream<byte[]> bitFlips(byte[] bytes, long seed, int count) {
        Random random = new Random(seed);
        return random.ints(count, 0, bytes.length * Byte.SIZE).mapToObj(bit -> flip(bytes, bit));
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return copy;
    }
}
