package io.picklejar.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.runner.options.Options;

/**
 * What the user asked for: all, unless JMH's own {@code -p peer=KRYO,JAVA}, {@code -p workload=POJO} and patterns say
 * less.
 *
 * @param workloads what is pickled
 * @param peers who pickles it
 * @param methods the benchmark methods
 */
record Selection(List<Workload> workloads, List<Peers> peers, List<String> methods) {
    /**
     * Reads JMH's options.
     *
     * @throws IllegalArgumentException if a name is unknown or no method is left
     */
    static Selection of(Options options) {
        List<String> methods = Arrays.stream(SerializerBenchmark.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> SerializerBenchmark.class.getName() + "." + method.getName())
                .filter(name -> options.getIncludes().isEmpty() || matches(options.getIncludes(), name))
                .filter(name -> !matches(options.getExcludes(), name))
                .toList();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("no benchmark matches " + options.getIncludes()
                    + "; there are serialize, deserialize and roundTrip");
        }
        return new Selection(
                named(options, "workload", List.of(Workload.values())),
                named(options, "peer", List.of(Peers.values())),
                methods);
    }

    /** Makes every round trip that was asked for. */
    List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Workload workload : workloads) {
            for (Peers peer : peers) {
                trials.add(Trial.of(workload, peer));
            }
        }
        return trials;
    }

    private static boolean matches(Collection<String> patterns, String name) {
        return patterns.stream()
                .anyMatch(pattern -> Pattern.compile(pattern).matcher(name).find());
    }

    private static <E extends Enum<E>> List<E> named(Options options, String parameter, List<E> all) {
        Collection<String> names = options.getParameter(parameter)
                .orElse(all.stream().map(Enum::name).toList());
        List<E> chosen =
                all.stream().filter(each -> names.contains(each.name())).toList();
        if (chosen.size() < names.size()) {
            throw new IllegalArgumentException("unknown " + parameter + " in " + names + "; there are " + all);
        }
        return chosen;
    }
}
