package io.picklejar.examples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    int size() {
        return byCode.size();
    }
}
