package io.picklejar.examples;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The question "which airports make you late?" and its answer in plain Java, the truth that the engines have to meet:
 * the ten airports with the greatest mean delay of the flights that start there, of those with at least thirty flights.
 */
final class LateAirports {
    /** Fewer flights than this say nothing about an airport. */
    static final int MINIMUM_FLIGHTS = 30;
    /** A delay of more than a day, in minutes, is a typing error. */
    static final int LONGEST_DELAY = 24 * 60;

    private static final int ROWS = 10;

    private LateAirports() {}

    static List<LateAirport> compute() {
        record Total(int flights, long minutes) {
            Total plus(Total other) {
                return new Total(flights + other.flights, minutes + other.minutes);
            }
        }

        Map<String, Total> totals = new HashMap<>();
        for (String line : CsvFile.lines("flights.csv")) {
            Flight flight = Flight.parse(line);
            if (flight.delay() <= LONGEST_DELAY) {
                totals.merge(flight.origin(), new Total(1, flight.delay()), Total::plus);
            }
        }
        AirportIndex airports = AirportIndex.load();
        List<LateAirport> rows = new ArrayList<>();
        totals.forEach((code, total) -> {
            if (total.flights() >= MINIMUM_FLIGHTS) {
                Airport airport = airports.find(code);
                rows.add(new LateAirport(code, airport.name(), airport.state(), total.flights(), total.minutes()));
            }
        });
        return latest(rows);
    }

    /** The rows that the answer shows, latest first; airports with equal delays in the order of their codes. */
    static List<LateAirport> latest(Collection<LateAirport> all) {
        return all.stream()
                .sorted(Comparator.comparingDouble(LateAirport::meanDelay)
                        .reversed()
                        .thenComparing(LateAirport::code))
                .limit(ROWS)
                .toList();
    }
}
