package io.picklejar.examples;

/**
 * One row of the answer.
 *
 * @param code the airport's IATA code
 * @param name the airport's name
 * @param state the airport's state, two letters
 * @param flights how many flights started there
 * @param minutes the sum of their delays
 */
record LateAirport(String code, String name, String state, int flights, long minutes) {
    /** The row as a line of text, its values divided by tabs. */
    String toLine() {
        return String.join("\t", code, name, state, String.valueOf(flights), String.valueOf(minutes));
    }

    /** The row of such a line. */
    static LateAirport parse(String line) {
        String[] values = line.split("\t", -1);
        return new LateAirport(values[0], values[1], values[2], Integer.parseInt(values[3]), Long.parseLong(values[4]));
    }

    /** The mean delay in minutes. */
    double meanDelay() {
        return (double) minutes / flights;
    }
}
