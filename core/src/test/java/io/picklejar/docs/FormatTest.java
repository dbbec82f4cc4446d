package io.picklejar.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.protocol.Envelope;
import io.picklejar.protocol.Opcode;
import io.picklejar.reduce.Kinds;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tables of the format's description are those of the code. */
final class FormatTest {
    @Test
    void everyOpcodeIsDescribed() throws Exception {
        Map<Integer, String> opcodes = new TreeMap<>();
        for (Field field : Opcode.class.getFields()) {
            opcodes.put(field.getInt(null), field.getName());
        }

        assertThat(Document.of("docs/format.md").groups("(?m)^\\| (\\d+) \\| ([A-Z_]+) \\|").stream()
                        .collect(toMap(row -> Integer.parseInt(row.group(1)), row -> row.group(2))))
                .isEqualTo(opcodes);
    }

    @Test
    void everyKindIsDescribed() throws IOException {
        List<Integer> numbers = IntStream.range(0, 256)
                .filter(number -> Kinds.byNumber(number) != null)
                .boxed()
                .toList();

        Document table = Document.of("docs/format.md").between("| kind | for |", "\n\n");

        assertThat(table.groups("(?m)^\\| (\\d+) \\|"))
                .extracting(row -> Integer.parseInt(row.group(1)))
                .isEqualTo(numbers);
    }

    @Test
    void theVersionIsTheOneThatIsWritten() throws IOException {
        assertThat(Document.of("docs/format.md").groups("(?m)^Format version (\\d+)\\."))
                .singleElement()
                .extracting(match -> match.group(1))
                .isEqualTo(String.valueOf(Envelope.VERSION));
    }

    @Test
    void theExampleIsWhatTheLibraryWrites() throws IOException {
        String hex = Document.of("docs/format.md")
                .groups("(?s)```hex\n(.*?)```")
                .get(0)
                .group(1)
                .lines()
                .map(line -> line.substring(0, line.indexOf(';')).replace(" ", ""))
                .collect(joining());

        assertThat(HexFormat.of().parseHex(hex)).isEqualTo(CloudPickle.dumps(new ArrayList<>(List.of("a", "b", "a"))));
    }
}
