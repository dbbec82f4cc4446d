package io.picklejar.examples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The airports by IATA code. A plain class, as people write them: nothing makes it fit for Java serialization. */
final class AirportIndex {
    private final Map<String, Airport> byCode = new HashMap<>();

    private AirportIndex() {}

    /** What {@code data/airports.csv} tells. */
    static AirportIndex load() {
        AirportIndex index = new AirportIndex();
        for (String line : CsvFile.lines("airports.csv")) {
            List<String> fields = CsvFile.fields(line);
            index.byCode.put(fields.get(0), new Airport(fields.get(1), fields.get(3)));
        }
        return index;
    }

    Airport find(String code) {
        return byCode.getOrDefault(code, new Airport("unknown", "?"));
    }

    /** How many airports each state has, of those with the word in their name. */
    Map<String, Long> countByState(String word) {
        return byCode.values().stream()
                .filter(airport -> airport.name().contains(word))
                .collect(Collectors.groupingBy(Airport::state, Collectors.counting()));
    }
}
