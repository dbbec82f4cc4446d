package io.picklejar.policy;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The content id of a code unit: the SHA-256 over its canonical class bytes and the ids of the units it needs, so that
 * equal code has an equal id in any JVM and changed code another one.
 */
public final class UnitId implements Comparable<UnitId> {
    /** The size of an id in bytes. */
    public static final int BYTES = 32;

    private final byte[] hash;

    private UnitId(byte[] hash) {
        if (hash.length != BYTES) {
            throw new IllegalArgumentException("hash.length=" + hash.length + ", expected " + BYTES);
        }
        this.hash = hash;
    }

    /** The id with these {@value #BYTES} bytes, which are copied. */
    public static UnitId of(byte[] hash) {
        return new UnitId(hash.clone());
    }

    /** The id with this text, 64 hexadecimal digits. */
    public static UnitId parse(String hex) {
        return new UnitId(HexFormat.of().parseHex(hex));
    }

    /** A copy of the {@value #BYTES} bytes. */
    public byte[] toBytes() {
        return hash.clone();
    }

    @Override
    public int compareTo(UnitId other) {
        return Arrays.compareUnsigned(hash, other.hash);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnitId id && Arrays.equals(hash, id.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(hash);
    }
}
