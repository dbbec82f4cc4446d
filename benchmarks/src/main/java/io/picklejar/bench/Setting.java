package io.picklejar.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a figure means nothing without.
 *
 * @param machine processor and operating system
 * @param jdk version and name of the JVM
 * @param commit what was measured
 * @param command how to do it again
 */
record Setting(String machine, String jdk, String commit, String command) {
    /** This JVM's; commit and command are known to the script that started it. */
    static Setting current() {
        return new Setting(
                processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version() + ", " + System.getProperty("java.vm.name"),
                System.getProperty("picklejar.bench.commit", "unknown"),
                System.getProperty("picklejar.bench.command", "unknown"));
    }

    /** The processor's name where Linux tells it. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor"; // not Linux
        }
    }

    /** Four lines of Markdown. */
    @Override
    public String toString() {
        return """
                - Machine: %s
                - JDK: %s
                - Commit: %s
                - Command: `%s`
                """.formatted(machine, jdk, commit, command);
    }
}
