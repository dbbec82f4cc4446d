package io.picklejar.examples;

import java.util.List;

/**
 * One line of {@code data/flights.csv}, as far as the question asks.
 *
 * @param origin the IATA code of the airport of departure
 * @param delay in minutes, negative if the flight was early
 */
record Flight(String origin, int delay) {
    static Flight parse(String line) {
        List<String> fields = CsvFile.fields(line);
        return new Flight(fields.get(3), Integer.parseInt(fields.get(1)));
    }
}
