package io.picklejar.examples;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the steps of a job ship: their functions' pickles, as far as they take code along. */
record Shipment(List<Step> steps) {
    /** One step of a job. */
    record Step(String name, Explanation explanation) {}

    Shipment {
        steps = List.copyOf(steps);
    }

    /** What the jar would ship of these functions, which are given by the names of their steps. */
    static Shipment of(Map<String, Object> functions, PickleJar jar) {
        List<Step> steps = new ArrayList<>();
        functions.forEach((name, function) -> {
            Explanation explanation = jar.explain(function);
            if (explanation.codeBytes() > 0) {
                steps.add(new Step(name, explanation));
            }
        });
        return new Shipment(steps);
    }

    /** Three lines for each step: the size of its pickle, and the classes that travel by value and by reference. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-15s %,8d bytes, of which %,6d code%n  by value:     %s%n  by reference: %s%n",
                    step.name(),
                    step.explanation().bytes(),
                    step.explanation().codeBytes(),
                    names(step.explanation(), true),
                    names(step.explanation(), false)));
        }
        return text.toString();
    }

    private static String names(Explanation explanation, boolean byValue) {
        List<String> names = explanation.classes().stream()
                .filter(use -> use.byValue() == byValue)
                .map(use -> use.className().substring(use.className().lastIndexOf('.') + 1))
                .toList();
        return names.isEmpty() ? "nothing" : names.stream().collect(Collectors.joining(", "));
    }
}
