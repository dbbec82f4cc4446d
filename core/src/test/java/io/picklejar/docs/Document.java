package io.picklejar.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A Markdown file of the project. */
final class Document {
    private final String text;

    private Document(String text) {
        this.text = text;
    }

    /** The file at this path below the project's root; tests run in the root of a module. */
    static Document of(String path) throws IOException {
        return new Document(Files.readString(Path.of("..").resolve(path)));
    }

    /** The part from the first text up to the next occurrence of the second one. */
    Document between(String start, String end) {
        int from = text.indexOf(start);
        return new Document(text.substring(from, text.indexOf(end, from)));
    }

    /** The texts of the third-level headings, in their order. */
    List<String> topics() {
        return groups("(?m)^### (.+)$").stream().map(match -> match.group(1)).toList();
    }

    /** All matches of the pattern, in their order. */
    List<MatchResult> groups(String pattern) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }
}
