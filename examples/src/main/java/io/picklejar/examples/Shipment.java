package io.picklejar.examples;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Notes which lambdas a jar pickles, so that the demonstration can tell what a job shipped. Thread-safe.
 */
final class Shipment {
    private static final ClassRule EXAMPLES = ClassRule.packageName("io.picklejar.examples");

    private final Map<Class<?>, Object> lambdas = new LinkedHashMap<>();

    /** A jar that ships the examples by value and whose lambdas are noted here. */
    PickleJar jar() {
        return PickleJar.builder()
                .byValue(EXAMPLES)
                .reducerOverride((value, context) -> {
                    note(value);
                    return null;
                })
                .build();
    }

    private synchronized void note(Object value) {
        Class<?> type = value.getClass();
        if (type.isHidden() && type.isSynthetic() && EXAMPLES.matches(type)) {
            lambdas.putIfAbsent(type, value);
        }
    }

    /** How many lambdas were shipped. */
    synchronized int size() {
        return lambdas.size();
    }

    /** A few lines for each lambda: its size, and the classes of the examples and of others that it took along. */
    synchronized String describe() {
        PickleJar jar = PickleJar.builder().byValue(EXAMPLES).build();
        StringBuilder text = new StringBuilder();
        lambdas.forEach((type, lambda) -> {
            Explanation explanation = jar.explain(lambda);
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %,d bytes, of which %,d code%n  by value: %s%n  by reference: %s%n",
                    // FlinkLateAirports$$Lambda/0x0000000800c02000: the number says nothing.
                    simple(type.getName().replaceAll("\\$\\$Lambda.*", "")) + " lambda",
                    explanation.bytes(),
                    explanation.codeBytes(),
                    names(explanation, true),
                    names(explanation, false)));
        });
        return text.toString();
    }

    private static String names(Explanation explanation, boolean byValue) {
        List<String> names = explanation.classes().stream()
                .filter(use -> use.byValue() == byValue)
                .map(use -> byValue ? simple(use.className()) : use.className())
                .toList();
        return names.isEmpty() ? "nothing" : names.stream().collect(Collectors.joining(", "));
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
