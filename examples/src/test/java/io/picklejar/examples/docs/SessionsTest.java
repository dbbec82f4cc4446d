package io.picklejar.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.shell.PickleShell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sessions in the README and the documents: typed again, they print what is printed there. */
final class SessionsTest {
    private static final Pattern PROMPT = Pattern.compile("(jshell| {3}\\.\\.\\.)> ");

    static List<CodeBlock> sessions() throws IOException {
        return CodeBlock.inAllDocuments("jshell");
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void sessionPrintsWhatItPromises(CodeBlock session) {
        String snippets = session.text()
                .lines()
                .filter(line -> PROMPT.matcher(line).lookingAt())
                .map(line -> PROMPT.matcher(line).replaceFirst(""))
                .collect(Collectors.joining("\n", "", "\n/exit\n"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        // One task, so that records keep their order.
        int exitCode = PickleShell.run(
                new ByteArrayInputStream(snippets.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                "--parallelism=1");

        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsSubsequence(session.text().lines().toList());
    }
}
