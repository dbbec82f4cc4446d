package io.picklejar.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The result as Markdown: what it was measured on, a table for each workload, and who cannot do what. Immutable.
 *
 * @param setting what it was measured on
 * @param trials the pairs to show
 * @param measurements the times of those that can
 */
record BenchmarkTable(Setting setting, List<Trial> trials, List<Measurement> measurements) {
    /** In the order of their columns; JMH sorts them by name. Both benchmark classes share them. */
    private static final List<String> METHODS = List.of("serialize", "deserialize", "roundTrip");

    private static final String CANNOT = "—";
    private static final String NOT_MEASURED = "";

    /** The whole text. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder().append(setting).append(legend()).append(flags());
        for (Workload workload : Workload.values()) {
            List<Trial> rows = trials.stream()
                    .filter(trial -> trial.workload() == workload)
                    .toList();
            if (!rows.isEmpty()) {
                text.append("\n### ").append(workload.label()).append("\n\n");
                text.append("A value: ").append(workload.description()).append(".\n\n");
                text.append(table(rows));
            }
        }
        return text.append(reasons()).toString();
    }

    /** The peer that all are compared with: the first of those that were asked for. Ours come first. */
    private Optional<Peers> base() {
        return trials.stream().map(Trial::peer).min(Comparator.naturalOrder());
    }

    private String legend() {
        return """

                Nanoseconds for a value, ± half of the 99.9%% confidence interval. Ratio: the peer's time divided by that of
                %1$s for the same workload; below 1 the peer is faster. %2$s: the peer cannot do it.
                """.formatted(base().map(Peers::label).orElse("the first"), CANNOT);
    }

    private String flags() {
        StringBuilder text = new StringBuilder();
        trials.stream().map(Trial::peer).distinct().forEach(peer -> {
            if (!peer.jvmFlags().isEmpty()) {
                text.append("%s runs with `%s`, all others without JVM flags.\n"
                        .formatted(peer.label(), String.join(" ", peer.jvmFlags())));
            }
        });
        return text.toString();
    }

    private MarkdownTable table(List<Trial> rows) {
        List<String> methods = METHODS.stream()
                .filter(method -> isMeasured(rows.get(0).workload(), method))
                .toList();
        List<String> heading = new ArrayList<>(List.of("peer", "bytes"));
        for (String method : methods) {
            heading.add(method);
            heading.add("ratio");
        }
        MarkdownTable table = new MarkdownTable(heading);
        for (Trial row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.peer().label(), bytes(row)));
            for (String method : methods) {
                cells.add(time(row, method));
                cells.add(ratio(row, method));
            }
            table.add(cells);
        }
        return table;
    }

    private boolean isMeasured(Workload workload, String method) {
        return measurements.stream()
                .anyMatch(each -> each.workload() == workload && each.method().equals(method));
    }

    private static String bytes(Trial trial) {
        return trial instanceof Trial.Passed passed ? Integer.toString(passed.bytes()) : CANNOT;
    }

    private String time(Trial trial, String method) {
        if (trial instanceof Trial.Cannot) {
            return CANNOT;
        }
        return measured(trial.workload(), trial.peer(), method)
                .map(Quantity::toString)
                .orElse(NOT_MEASURED);
    }

    private String ratio(Trial trial, String method) {
        if (trial instanceof Trial.Cannot) {
            return CANNOT;
        }
        Peers base = base().orElseThrow();
        if (trial.peer() == base) {
            return "1";
        }
        Optional<Quantity> theirTime = measured(trial.workload(), trial.peer(), method);
        Optional<Quantity> ourTime = measured(trial.workload(), base, method);
        return theirTime
                .flatMap(theirs -> ourTime.map(theirs::ratioTo))
                .map(Quantity::toString)
                .orElse(NOT_MEASURED);
    }

    private Optional<Quantity> measured(Workload workload, Peers peer, String method) {
        return measurements.stream()
                .filter(each -> each.workload() == workload && each.peer() == peer)
                .filter(each -> each.method().equals(method))
                .map(Measurement::time)
                .findFirst();
    }

    private String reasons() {
        StringBuilder text = new StringBuilder();
        for (Trial trial : trials) {
            if (trial instanceof Trial.Cannot cannot) {
                text.append("- %s, %s: %s\n"
                        .formatted(cannot.peer().label(), cannot.workload().label(), cannot.reason()));
            }
        }
        return text.isEmpty() ? "" : "\n### Cannot\n\n" + text;
    }
}
