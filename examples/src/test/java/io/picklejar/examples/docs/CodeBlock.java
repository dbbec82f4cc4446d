package io.picklejar.examples.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a Markdown file.
 *
 * @param place the file and the line of its first line, for messages
 * @param language what stands behind the fence
 * @param text the lines between the fences
 */
record CodeBlock(String place, String language, String text) {
    /** The project's root; tests run in the root of a module. */
    private static final Path ROOT = Path.of("..");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final Pattern PROGRAM = Pattern.compile("(?m)^public class (\\w+)");
    private static final Pattern PRINTS = Pattern.compile("// prints (.+)");

    /** The blocks of this language in the README and all documents, in order. */
    static List<CodeBlock> inAllDocuments(String language) throws IOException {
        try (Stream<Path> documents = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), documents.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .flatMap(CodeBlock::in)
                    .filter(block -> block.language.equals(language))
                    .toList();
        }
    }

    private static Stream<CodeBlock> in(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BLOCK.matcher(text)
                .results()
                .map(block -> new CodeBlock(
                        file.getFileName() + ":"
                                + (text.substring(0, block.start(2)).lines().count() + 1),
                        block.group(1),
                        block.group(2)));
    }

    /** The name of the program that the block is, if it is one. */
    Optional<String> program() {
        Matcher matcher = PROGRAM.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether the block says itself whether it went well. */
    boolean hasAssertions() {
        return text.contains("assert ");
    }

    /** What the program's comments say that it prints. */
    List<String> promises() {
        return PRINTS.matcher(text).results().map(each -> each.group(1)).toList();
    }

    /** The block as a source file: a program as it is, statements as the method {@code run} of a class. */
    String source() {
        if (program().isPresent()) {
            return text;
        }
        Map<Boolean, String> parts =
                text.lines().collect(partitioningBy(line -> line.startsWith("import "), joining("\n")));
        return parts.get(true) + "\n\npublic class Block {\n    public static void run() throws Exception {\n"
                + parts.get(false) + "\n    }\n}\n";
    }

    @Override
    public String toString() {
        return place;
    }
}
