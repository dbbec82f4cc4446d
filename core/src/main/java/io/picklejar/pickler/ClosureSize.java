package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports or refuses closures that are larger than somebody meant them to be, and says what makes them so.
 *
 * <p>Spark warns of tasks over 1,000 KiB, without saying why.
 */
final class ClosureSize {
    private static final int SHOWN_CLASSES = 3;

    private ClosureSize() {}

    private static final class Log {
        private static final System.Logger LOGGER = System.getLogger("io.picklejar");
    }

    /** Whether somebody has to look at a closure of this size. */
    static boolean isTooLarge(long bytes, Limits limits) {
        return bytes > limits.warnClosureBytes() || bytes > limits.maxClosureBytes();
    }

    /**
     * Logs a warning, or throws.
     *
     * @param what the class of the pickled object
     */
    static void report(String what, long bytes, Limits limits, Contributors contributors, List<CodeUnit> units) {
        String parts = Stream.of(contributors.toString(), classes(units, bytes))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        String message = String.format(
                Locale.ROOT,
                "a closure of %,d bytes (%s)%s",
                bytes,
                what,
                parts.isEmpty() ? ", of many small objects" : ": " + parts);
        if (bytes > limits.maxClosureBytes()) {
            throw new PicklingException(
                    Problem.TOO_LARGE,
                    String.format(Locale.ROOT, "%s; allowed are %,d", message, limits.maxClosureBytes()),
                    ObjectPath.root(),
                    "do not capture what the function can load or get as data, or raise Limits.maxClosureBytes",
                    null);
        }
        Log.LOGGER.log(
                System.Logger.Level.WARNING,
                "{0}; every task gets a copy. Do not capture what the function can load or get as data, or raise"
                        + " Limits.warnClosureBytes",
                message);
    }

    /** The largest class files, if they are a part of it that counts. */
    private static String classes(List<CodeUnit> units, long bytes) {
        List<Map.Entry<String, Integer>> files = units.stream()
                .flatMap(unit -> unit.classFiles().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        TreeMap::new,
                        Collectors.summingInt(file -> file.getValue().bytes().length)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .toList();
        int all = files.stream().mapToInt(Map.Entry::getValue).sum();
        if (all < bytes / 10) {
            return "";
        }
        return String.format(Locale.ROOT, "%,d classes %,d bytes: ", files.size(), all)
                + files.stream()
                        .limit(SHOWN_CLASSES)
                        .map(file -> String.format(Locale.ROOT, "%s %,d", file.getKey(), file.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
