package io.picklejar.bench;

import java.util.Locale;

/**
 * A measured number and its error: half of a confidence interval, NaN if a single sample left it unknown.
 *
 * @param value the number
 * @param error what it may be off by
 */
record Quantity(double value, double error) {
    /** The ratio to the other, with the relative errors added as those of independent measurements: in squares. */
    Quantity ratioTo(Quantity other) {
        double ratio = value / other.value;
        return new Quantity(ratio, ratio * Math.hypot(error / value, other.error / other.value));
    }

    /** Two or more decimals below 10, none from 100 on, as in {@code 0.123 ± 0.004} and {@code 12,345 ± 67}. */
    @Override
    public String toString() {
        String format = "%,." + decimals() + "f";
        String off = Double.isNaN(error) ? "?" : String.format(Locale.ROOT, format, error);
        return String.format(Locale.ROOT, format, value) + " ± " + off;
    }

    private int decimals() {
        if (value >= 100) {
            return 0;
        }
        if (value >= 10) {
            return 1;
        }
        return value >= 0.1 ? 2 : 3;
    }
}
