package io.picklejar.examples;

import java.util.List;
import java.util.Locale;

/** The answer as text, a line for each airport. */
final class ResultTable {
    private ResultTable() {}

    static String of(List<LateAirport> rows) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%3s  %-7s  %-33s %-5s  %7s  %10s%n",
                "",
                "airport",
                "name",
                "state",
                "flights",
                "mean delay"));
        int rank = 0;
        for (LateAirport row : rows) {
            rank++;
            text.append(String.format(
                    Locale.ROOT,
                    "%3d  %-7s  %-33s %-5s  %7d  %6.2f min%n",
                    rank,
                    row.code(),
                    row.name(),
                    row.state(),
                    row.flights(),
                    row.meanDelay()));
        }
        return text.toString();
    }
}
