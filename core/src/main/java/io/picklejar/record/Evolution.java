package io.picklejar.record;

/**
 * What becomes of values of one schema under a newer one.
 *
 * @param kind whether they can be read, and whether their bytes stay
 * @param reason empty unless the kind is {@link Kind#INCOMPATIBLE}; names the class and the field
 */
public record Evolution(Kind kind, String reason) {
    /** Whether values can be read, and whether their bytes stay. */
    public enum Kind {
        /** The bytes are those of the newer schema too. */
        SAME,
        /** The values can be read and written again. */
        MIGRATES,
        /** The values cannot be read. */
        INCOMPATIBLE
    }
}
