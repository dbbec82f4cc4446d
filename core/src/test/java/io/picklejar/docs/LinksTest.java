package io.picklejar.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links from one document of the project to another lead somewhere. */
final class LinksTest {
    private static final Path ROOT = Path.of("..");

    static List<String> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, below)
                    .map(file -> ROOT.relativize(file).toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkHasATarget(String document) throws IOException {
        assertThat(Document.of(document).groups("\\]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)"))
                .allSatisfy(link -> {
                    Path target = link.group(1).isEmpty()
                            ? Path.of(document)
                            : Path.of(document).resolveSibling(link.group(1));
                    assertThat(ROOT.resolve(target)).exists();
                    if (link.group(2) != null) {
                        assertThat(anchors(target.toString())).contains(link.group(2));
                    }
                });
    }

    /** The anchors that Markdown renderers make of headings. */
    private static List<String> anchors(String document) throws IOException {
        return Document.of(document).groups("(?m)^#+ (.+)$").stream()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }
}
