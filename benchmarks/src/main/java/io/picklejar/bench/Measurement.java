package io.picklejar.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of JMH's results.
 *
 * @param method the benchmark method
 * @param workload what was pickled
 * @param peer who pickled it
 * @param time in nanoseconds an operation
 */
record Measurement(String method, Workload workload, Peers peer, Quantity time) {
    /**
     * Reads JMH's JSON format.
     *
     * @throws IllegalArgumentException if it is not that, or its unit is not {@code ns/op}
     */
    static List<Measurement> read(String json) {
        List<Measurement> measurements = new ArrayList<>();
        for (JsonNode each : parse(json)) {
            measurements.add(read(each));
        }
        return measurements;
    }

    private static Measurement read(JsonNode result) {
        String benchmark = result.path("benchmark").asText();
        JsonNode metric = result.path("primaryMetric");
        String unit = metric.path("scoreUnit").asText();
        if (!unit.equals("ns/op")) {
            throw new IllegalArgumentException(
                    benchmark + " is measured in " + unit + ", not in ns/op: run without -tu and -bm");
        }
        return new Measurement(
                benchmark.substring(benchmark.lastIndexOf('.') + 1),
                Workload.valueOf(result.path("params").path("workload").asText()),
                Peers.valueOf(result.path("params").path("peer").asText()),
                new Quantity(number(metric.path("score")), number(metric.path("scoreError"))));
    }

    /** JMH writes NaN, which JSON lacks, as a string. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json); // Jackson comes with Beam
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON that JMH writes: " + e.getMessage(), e);
        }
    }
}
