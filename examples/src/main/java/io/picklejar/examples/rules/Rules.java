package io.picklejar.examples.rules;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where rules are written. The job need not know this class, or may know another version of it: what a rule needs of it
 * travels in the rule.
 */
public final class Rules {
    private Rules() {}

    /** Departures that are late by more than this, or at one of the airports. */
    public static Rule late(int minutes, List<String> airports) {
        Optional<List<String>> watched = Optional.of(airports); // not Serializable, as usual
        return new Rule(
                "late " + minutes,
                departure -> isLate(departure, minutes) || watched.orElseThrow().contains(departure.origin()));
    }

    private static boolean isLate(Departure departure, int minutes) {
        return departure.delay() > minutes;
    }

    /** Sends a rule to the jobs that watch the folder: its pickle, with the code of this class, as the next file. */
    public static void send(Rule rule, Path folder) throws IOException {
        PickleJar jar = PickleJar.builder()
                .byValue(ClassRule.className(Rules.class.getName()))
                .build();
        Path unfinished = Files.write(folder.resolve("unfinished"), jar.dumps(rule));
        try (Stream<Path> files = Files.list(folder)) {
            long number =
                    files.filter(file -> file.toString().endsWith(".rule")).count();
            Files.move(unfinished, folder.resolve(number + ".rule"), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
