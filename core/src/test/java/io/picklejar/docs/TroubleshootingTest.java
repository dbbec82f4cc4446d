package io.picklejar.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.error.Problem;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whoever searches for the id at the end of a message finds a heading. */
final class TroubleshootingTest {
    @Test
    void everyProblemHasAHeadingAndEveryHeadingAProblem() throws IOException {
        assertThat(Document.of("docs/troubleshooting.md").topics())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Problem.values()).map(Problem::id).toList());
    }

    @Test
    void everyProblemSaysMessageReasonAndRemedy() throws IOException {
        String topic =
                "(?s)### ([^\n]+)\n\n\\*\\*Message\\.\\*\\*.+?\n\n\\*\\*Reason\\.\\*\\*.+?\n\n\\*\\*Remedy\\.\\*\\*";

        assertThat(Document.of("docs/troubleshooting.md").groups(topic))
                .extracting(match -> match.group(1))
                .isEqualTo(Document.of("docs/troubleshooting.md").topics());
    }
}
