package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/conformance.md} is what the rows and the tests say. To write it anew: {@code mvn -pl core test
 * -Dtest=ConformanceTableTest -DargLine=-Dio.picklejar.conformance=write}.
 */
final class ConformanceTableTest {
    private static final Path DOCUMENT = Path.of("../docs/conformance.md");
    private static final String NO_MEANING = "no JVM meaning: ";

    /** The annotation, other annotations in any order around it, and the method's name. */
    private static final Pattern TEST =
            Pattern.compile("((?:@\\w+(?:\\((?:[^()\"]|\"[^\"]*\")*\\))?\\s+)*)(?:public |static )*void (\\w+)\\(");

    private static final Pattern ROW = Pattern.compile("@Row\\(\"(\\w+)\"\\)");

    private static final String HEAD = """
            # Conformance

            Every test of Python's cloudpickle (commit f5199fe), but for those about files and about loggers, what it means on the JVM, and the
            test that shows it to hold here; then the rows that only a JVM has reason for. This page is written by `ConformanceTableTest`, which fails when a
            row has no test.

            Rows marked ⟲ run in several settings: in the JVM that made the pickle, in a fresh JVM that has none of the classes, and in a
            warm one that holds an earlier payload of them, on Java 17 and 25 each, and in a JVM with `-Dio.picklejar.access=none`. The
            last column says whether the row also holds if the *origin* runs with `-Dio.picklejar.access=none`.
            """;

    /** A test of a row. */
    private record RowTest(String name, boolean needsPrivilege, boolean inManyPlaces) {}

    @Test
    void everyRowHasATestAndThePageSaysWhich() throws IOException {
        Map<String, List<RowTest>> tests = tests();
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/conformance/rows.txt"));
        List<String> missing = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        StringBuilder page = new StringBuilder(HEAD);
        for (String line : lines) {
            if (line.startsWith("## ")) {
                page.append('\n')
                        .append(line)
                        .append("\n\n| row | on the JVM | result | test | unprivileged |\n|---|---|---|---|---|\n");
            } else if (!line.startsWith("#") && !line.isBlank()) {
                String[] row = line.split("\\s*\\|\\s*", 2);
                rows.add(row[0]);
                List<RowTest> of = tests.getOrDefault(row[0], List.of());
                String text = row.length == 1 ? "" : row[1];
                if (text.isEmpty() || (of.isEmpty() && !text.startsWith(NO_MEANING))) {
                    missing.add(row[0]);
                }
                page.append(tableRow(row[0], text, of));
            }
        }
        if ("write".equals(System.getProperty("io.picklejar.conformance"))) {
            Files.writeString(DOCUMENT, page);
        }

        assertThat(missing).as("rows without a test or a text").isEmpty();
        assertThat(rows).doesNotHaveDuplicates().containsAll(tests.keySet());
        assertThat(DOCUMENT).content().isEqualTo(page.toString());
    }

    private static String tableRow(String row, String text, List<RowTest> tests) {
        boolean inManyPlaces = tests.stream().anyMatch(RowTest::inManyPlaces);
        String result = tests.isEmpty() ? "—" : "passes";
        String unprivileged = tests.isEmpty()
                ? ""
                : tests.stream().noneMatch(RowTest::needsPrivilege)
                        ? "yes"
                        : tests.stream().allMatch(RowTest::needsPrivilege) ? "no" : "partly";
        return "| `" + row + "`" + (inManyPlaces ? " ⟲" : "") + " | " + text + " | " + result + " | "
                + tests.stream().map(RowTest::name).collect(Collectors.joining(", ")) + " | " + unprivileged + " |\n";
    }

    /** The tests of each row, in the sources of all modules. */
    private static Map<String, List<RowTest>> tests() throws IOException {
        Map<String, List<RowTest>> tests = new TreeMap<>();
        for (Path source : sources()) {
            String className = source.getFileName().toString().replace(".java", "");
            for (MatchResult match :
                    TEST.matcher(Files.readString(source)).results().toList()) {
                String annotations = match.group(1);
                ROW.matcher(annotations)
                        .results()
                        .forEach(row -> tests.computeIfAbsent(row.group(1), name -> new ArrayList<>())
                                .add(new RowTest(
                                        "`" + className + "." + match.group(2) + "`",
                                        annotations.contains("NEEDS_PRIVILEGE"),
                                        annotations.contains("Place#"))));
            }
        }
        return tests;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.sorted().toList()) {
                Path root = module.resolve("src/test/java");
                if (Files.isDirectory(root)) {
                    try (Stream<Path> files = Files.walk(root)) {
                        files.filter(file -> file.toString().endsWith("Test.java"))
                                .sorted()
                                .forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }
}
