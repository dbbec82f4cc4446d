package io.picklejar.policy;

/**
 * How much a pickle may ask for. Lengths are also checked against the bytes that remain, before anything is allocated.
 *
 * <p>{@link #standard()} fits jobs that trust their input; {@code standard().withMaxBytes(…)} and the like make it stricter.
 *
 * @param maxBytes the size of one pickle, in bytes, at load
 * @param maxReferences the number of objects that one pickle may hold, or all pickles of one stream together, at load
 * @param maxDepth how many objects, each inside of the one before, may be begun and incomplete at a time, at load
 * @param maxArrayLength the number of elements of one array, at load
 * @param maxClasses the number of class files that one pickle may define
 * @param maxCodeBytes the size of all class files of one pickle, in bytes, at load
 * @param warnClosureBytes from which size on a pickle that brings code is reported when it is written, in bytes: what a
 *     job sends to each of its tasks is rarely meant to be large
 * @param maxClosureBytes from which size on such a pickle is refused when it is written, in bytes
 */
public record Limits(
        long maxBytes,
        int maxReferences,
        int maxDepth,
        int maxArrayLength,
        int maxClasses,
        long maxCodeBytes,
        long warnClosureBytes,
        long maxClosureBytes) {
    private static final Limits STANDARD = new Limits(
            Integer.MAX_VALUE - 1024L,
            500_000_000,
            500_000_000,
            Integer.MAX_VALUE,
            20_000,
            Integer.MAX_VALUE,
            10 << 20,
            Long.MAX_VALUE);

    /** Checks that all limits are positive. */
    public Limits {
        if (maxBytes <= 0
                || maxReferences <= 0
                || maxDepth <= 0
                || maxArrayLength <= 0
                || maxClasses <= 0
                || maxCodeBytes <= 0
                || warnClosureBytes <= 0
                || maxClosureBytes <= 0) {
            throw new IllegalArgumentException("limits must be positive: maxBytes=" + maxBytes + " maxReferences="
                    + maxReferences + " maxDepth=" + maxDepth + " maxArrayLength=" + maxArrayLength + " maxClasses="
                    + maxClasses + " maxCodeBytes=" + maxCodeBytes + " warnClosureBytes=" + warnClosureBytes
                    + " maxClosureBytes=" + maxClosureBytes);
        }
    }

    /**
     * 2 GiB less 1 KiB, 500 million objects in any depth, arrays of any length, 20,000 classes: what a {@code byte[]} and a
     * large job can need. A pickle with code is reported from 10 MiB on, which
     * is as much as Flink's messages hold ({@code pekko.framesize}), and never refused.
     */
    public static Limits standard() {
        return STANDARD;
    }

    /** These limits with another {@link #maxBytes}. */
    public Limits withMaxBytes(long bytes) {
        return new Limits(
                bytes,
                maxReferences,
                maxDepth,
                maxArrayLength,
                maxClasses,
                maxCodeBytes,
                warnClosureBytes,
                maxClosureBytes);
    }

    /** These limits with another {@link #maxReferences}. */
    public Limits withMaxReferences(int objects) {
        return new Limits(
                maxBytes,
                objects,
                maxDepth,
                maxArrayLength,
                maxClasses,
                maxCodeBytes,
                warnClosureBytes,
                maxClosureBytes);
    }

    /** These limits with another {@link #maxDepth}. */
    public Limits withMaxDepth(int depth) {
        return new Limits(
                maxBytes,
                maxReferences,
                depth,
                maxArrayLength,
                maxClasses,
                maxCodeBytes,
                warnClosureBytes,
                maxClosureBytes);
    }

    /** These limits with another {@link #maxArrayLength}. */
    public Limits withMaxArrayLength(int elements) {
        return new Limits(
                maxBytes,
                maxReferences,
                maxDepth,
                elements,
                maxClasses,
                maxCodeBytes,
                warnClosureBytes,
                maxClosureBytes);
    }

    /** These limits with another {@link #maxClasses}. */
    public Limits withMaxClasses(int classFiles) {
        return new Limits(
                maxBytes,
                maxReferences,
                maxDepth,
                maxArrayLength,
                classFiles,
                maxCodeBytes,
                warnClosureBytes,
                maxClosureBytes);
    }

    /** These limits with another {@link #maxCodeBytes}. */
    public Limits withMaxCodeBytes(long bytes) {
        return new Limits(
                maxBytes,
                maxReferences,
                maxDepth,
                maxArrayLength,
                maxClasses,
                bytes,
                warnClosureBytes,
                maxClosureBytes);
    }

    /** These limits with another {@link #warnClosureBytes}. */
    public Limits withWarnClosureBytes(long bytes) {
        return new Limits(
                maxBytes, maxReferences, maxDepth, maxArrayLength, maxClasses, maxCodeBytes, bytes, maxClosureBytes);
    }

    /** These limits with another {@link #maxClosureBytes}. */
    public Limits withMaxClosureBytes(long bytes) {
        return new Limits(
                maxBytes, maxReferences, maxDepth, maxArrayLength, maxClasses, maxCodeBytes, warnClosureBytes, bytes);
    }
}
