package io.picklejar.examples;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A lambda of this JVM runs in a JVM without its class and sends back another closure, which runs here. The lambda
 * captures a class that is not serializable and an {@code Optional}; what comes back holds what the child computed.
 */
final class ChildJvmDemo {
    private final PickleJar jar = EngineRuns.jar();
    private final PrintWriter out;

    ChildJvmDemo(PrintWriter out) {
        this.out = out;
    }

    /** Runs both JVMs' part; returns what the closure of the child said here. */
    String run() throws IOException {
        Callable<Function<String, String>> task = countAirports(AirportIndex.load(), Optional.of("International"));
        byte[] pickle = jar.dumps(task);
        out.println("the closure that goes to the child:");
        Explanation explanation = jar.explain(task);
        out.println(explanation.toString().indent(2).stripTrailing());

        try (ChildJvm child = ChildJvm.start()) {
            out.println("process " + ProcessHandle.current().pid() + " sends it to process " + child.pid());
            Function<?, ?> answer = child.call(pickle, jar, Function.class);
            @SuppressWarnings("unchecked")
            String said = ((Function<String, String>) answer).apply("AK");
            out.println("the closure that came back says here: " + said);
            return said;
        }
    }

    /** Not in this JVM: the lambda counts where it runs, and what it returns is a lambda again. */
    private static Callable<Function<String, String>> countAirports(AirportIndex airports, Optional<String> word) {
        return () -> {
            Map<String, Long> counts = airports.countByState(word.orElse(""));
            boolean hasExamples = ClassLoader.getSystemResource("io/picklejar/examples/ChildJvmDemo.class") != null;
            long pid = ProcessHandle.current().pid();
            return state -> counts.getOrDefault(state, 0L) + " airports of " + state + " counted by process " + pid
                    + (hasExamples ? ", which knew the classes" : ", which knew none of the classes");
        };
    }
}
