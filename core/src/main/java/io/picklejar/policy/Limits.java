package io.picklejar.policy;

/**
 * How much a pickle may ask for. Lengths are also checked against the bytes that remain, before anything is allocated.
 *
 * @param maxBytes the size of one pickle, in bytes
 * @param maxClasses the number of class files that one pickle may define
 * @param maxReferences the number of objects that one pickle may hold
 */
public record Limits(long maxBytes, int maxClasses, int maxReferences) {
    /** Checks that all limits are positive. */
    public Limits {
        if (maxBytes <= 0 || maxClasses <= 0 || maxReferences <= 0) {
            throw new IllegalArgumentException("limits must be positive: maxBytes=" + maxBytes + " maxClasses="
                    + maxClasses + " maxReferences=" + maxReferences);
        }
    }

    /** 2 GiB less 1 KiB, 20,000 classes, 500 million objects: what a {@code byte[]} and a large job can need. */
    public static Limits standard() {
        return new Limits(Integer.MAX_VALUE - 1024L, 20_000, 500_000_000);
    }
}
