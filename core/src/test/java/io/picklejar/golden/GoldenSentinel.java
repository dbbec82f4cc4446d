package io.picklejar.golden;

/** Has an object that is compared by identity. Named by a golden file. */
final class GoldenSentinel {
    static final GoldenSentinel MISSING = new GoldenSentinel();

    private GoldenSentinel() {}

    @Override
    public String toString() {
        return this == MISSING ? "MISSING" : "another object";
    }
}
