package io.picklejar.examples.rules;

/**
 * What rules look at.
 *
 * @param number counts up along the stream
 * @param origin the IATA code of the airport
 * @param delay in minutes, negative if the flight was early
 */
public record Departure(long number, String origin, int delay) {
    /** The n-th departure of a stream that repeats these lines: {@code date,delay,distance,origin,destination}. */
    static Departure of(long number, String[] lines) {
        String[] fields = lines[(int) (number % lines.length)].split(",", -1);
        return new Departure(number, fields[3], Integer.parseInt(fields[1]));
    }
}
