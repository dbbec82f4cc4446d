package io.picklejar.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A flight as a record. {@link Serializable} for the peers that ask for it.
 *
 * @param carrier the airline
 * @param number its flight number
 * @param origin the airport it leaves from
 * @param destination the airport it goes to
 * @param departure in milliseconds since 1970
 * @param distance the way in miles
 * @param cancelled whether it stayed on the ground
 * @param crew names of the crew
 */
public record FlightRecord(
        String carrier,
        int number,
        String origin,
        String destination,
        long departure,
        double distance,
        boolean cancelled,
        List<String> crew)
        implements Serializable {

    /** The flight that is benchmarked. */
    public static FlightRecord sample() {
        List<String> crew = new ArrayList<>(List.of("Amelia Earhart", "Bessie Coleman", "Valérie André"));
        return new FlightRecord("UA", 1545, "EWR", "IAH", 1_357_034_400_000L, 1400.0, false, crew);
    }
}
