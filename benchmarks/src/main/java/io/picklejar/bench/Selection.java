package io.picklejar.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.runner.options.Options;

/**
 * What the user asked for: all, or all closures, unless JMH's own {@code -p peer=KRYO,JAVA}, {@code -p workload=POJO}
 * and patterns say otherwise.
 *
 * @param workloads what is pickled
 * @param peers who pickles it
 * @param methods the benchmark methods
 */
record Selection(List<Workload> workloads, List<Peers> peers, List<String> methods) {
    /**
     * Reads JMH's options.
     *
     * @param all the workloads, unless a parameter names some
     * @throws IllegalArgumentException if a name is unknown or no method is left
     */
    static Selection of(Options options, List<Workload> all) {
        List<String> methods = Workload.benchmarks().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> method.getDeclaringClass().getName() + "." + method.getName())
                .filter(name -> options.getIncludes().isEmpty() || matches(options.getIncludes(), name))
                .filter(name -> !matches(options.getExcludes(), name))
                .toList();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("no benchmark matches " + options.getIncludes()
                    + "; there are serialize, deserialize and roundTrip");
        }
        return new Selection(
                named(options, "workload", Workload.class, all),
                named(options, "peer", Peers.class, List.of(Peers.values())),
                methods);
    }

    /**
     * Makes every round trip that was asked for.
     *
     * @throws IllegalArgumentException if no peer is for any of the workloads
     */
    List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Workload workload : workloads) {
            for (Peers peer : peers) {
                if (peer.isFor(workload)) {
                    trials.add(Trial.of(workload, peer));
                }
            }
        }
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("none of " + peers + " is compared on any of " + workloads);
        }
        return trials;
    }

    /** Those of the methods that time the workload. */
    List<String> methodsFor(Workload workload) {
        return methods.stream()
                .filter(method -> method.startsWith(workload.benchmark().getName() + "."))
                .toList();
    }

    private static boolean matches(Collection<String> patterns, String name) {
        return patterns.stream()
                .anyMatch(pattern -> Pattern.compile(pattern).matcher(name).find());
    }

    private static <E extends Enum<E>> List<E> named(Options options, String parameter, Class<E> type, List<E> all) {
        Collection<String> names = options.getParameter(parameter)
                .orElse(all.stream().map(Enum::name).toList());
        List<E> known = List.of(type.getEnumConstants());
        List<E> chosen =
                known.stream().filter(each -> names.contains(each.name())).toList();
        if (chosen.size() < names.size()) {
            throw new IllegalArgumentException("unknown " + parameter + " in " + names + "; there are " + known);
        }
        return chosen;
    }
}
