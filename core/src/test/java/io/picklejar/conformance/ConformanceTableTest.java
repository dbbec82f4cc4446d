package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** A type of this library in back-quotes, or a member of it. */
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.\\w+)?`");

    private static final String HEAD = """
            # Conformance

            Every test of Python's cloudpickle (commit f5199fe), what it means on the JVM, and the test that shows it to hold here;
            then the rows that only a JVM has reason for; then every function, class and entry of the dispatch table of
            cloudpickle.py. This page is written by `ConformanceTableTest`, which fails when a
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
        List<String> unknown = appendFunctions(page, tests.keySet());
        if ("write".equals(System.getProperty("io.picklejar.conformance"))) {
            Files.writeString(DOCUMENT, page);
        }

        assertThat(missing).as("rows without a test or a text").isEmpty();
        assertThat(unknown).as("what functions.txt names and is not there").isEmpty();
        assertThat(rows).doesNotHaveDuplicates().containsAll(tests.keySet());
        assertThat(DOCUMENT).content().isEqualTo(page.toString());
    }

    /** Appends the tables of functions; returns the rows without tests and the types that there are none of. */
    private static List<String> appendFunctions(StringBuilder page, Set<String> rows) throws IOException {
        Set<String> types = typesOfCore();
        List<String> unknown = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/conformance/functions.txt"))) {
            if (line.startsWith("## ")) {
                page.append("\n## Functions: ")
                        .append(line.substring(3))
                        .append("\n\n| cloudpickle | on the JVM | shown by |\n|---|---|---|\n");
            } else if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split("\\s*\\|\\s*");
                assertThat(parts).as(line).hasSize(3);
                List<String> shownBy = List.of(parts[2].split(", "));
                shownBy.stream().filter(row -> !rows.contains(row)).forEach(unknown::add);
                TYPE.matcher(parts[1])
                        .results()
                        .map(type -> type.group(1))
                        .filter(type -> !types.contains(type))
                        .forEach(unknown::add);
                page.append("| ")
                        .append(quoted(List.of(parts[0].split(", "))))
                        .append(" | ")
                        .append(parts[1])
                        .append(" | ")
                        .append(quoted(shownBy))
                        .append(" |\n");
            }
        }
        return unknown;
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static Set<String> typesOfCore() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
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
