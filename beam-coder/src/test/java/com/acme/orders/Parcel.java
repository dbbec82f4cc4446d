package com.acme.orders;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A deterministic key: equal parcels have equal bytes. */
public record Parcel(@Nullable String to, LocalDate day, Kind kind, long number, Optional<Integer> weight) {
    /** What is in it. */
    public enum Kind {
        /** Breaks. */
        GLASS,
        /** Folds. */
        PAPER
    }

    /** One for a day of 2026. */
    public static Parcel of(@Nullable String to, int dayOfYear, long number) {
        return new Parcel(
                to,
                LocalDate.ofYearDay(2026, dayOfYear),
                number % 2 == 0 ? Kind.GLASS : Kind.PAPER,
                number,
                Optional.of(7));
    }
}
