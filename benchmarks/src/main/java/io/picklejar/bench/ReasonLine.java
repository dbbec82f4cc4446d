package io.picklejar.bench;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what was thrown into a line that is the same in every run. Stateless. */
final class ReasonLine {
    /** What differs from run to run: the numbers and addresses in the names of lambdas, identity hash codes. */
    private static final Pattern CHANCE =
            Pattern.compile("(?<=\\$\\$Lambda)(\\$[0-9]+)?(/0x[0-9a-f]+)?|@[0-9a-f]{6,8}");

    private static final int LONGEST = 160;

    private ReasonLine() {}

    /** The type of what was thrown and the first line of its message, cut to a readable length. */
    static String of(Throwable thrown) {
        String line = thrown.getClass().getSimpleName() + firstLine(thrown.getMessage());
        line = CHANCE.matcher(line).replaceAll("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : ": " + message.lines().findFirst().orElse("");
    }
}
