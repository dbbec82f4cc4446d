package io.picklejar.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

final class TableTest {
    private record Word(String text, int length) {}

    /** A class with public fields and nothing to print them with. */
    public static final class Point {
        public int x = 1;
        public String name = "p";
    }

    @Test
    void recordsHaveAColumnForEachComponent() {
        assertThat(Table.of(List.of(new Word("pickle", 6), new Word("a", 1)))).isEqualTo(lines("""
                +--------+--------+
                | text   | length |
                +--------+--------+
                | pickle |      6 |
                | a      |      1 |
                +--------+--------+
                """));
    }

    @Test
    void tuplesRowsAndPojosHaveTheirFields() {
        assertThat(Table.of(List.of(Tuple2.of("a", 1)))).contains("| f0 | f1 |", "| a  |  1 |");
        assertThat(Table.of(List.of(Row.of("a", 1)))).contains("| f0 | f1 |", "| a  |  1 |");
        Row named = Row.withNames();
        named.setField("who", "ann");
        assertThat(Table.of(List.of(named))).contains("| who |", "| ann |");
        assertThat(Table.of(List.of(new Point()))).contains("| x | name |", "| 1 | p    |");
    }

    @Test
    void everythingElseIsOneColumn() {
        assertThat(Table.of(List.of("a", 1))).isEqualTo(lines("""
                +-------+
                | value |
                +-------+
                | a     |
                | 1     |
                +-------+
                """));
    }

    @Test
    void nullIsARow() {
        assertThat(Table.of(Arrays.asList(new Word("a", 1), null))).contains("| a    |      1 |", "| null |   null |");
        assertThat(Table.of(Arrays.asList(null, null))).contains("| value |", "|  null |");
    }

    @Test
    void nothingIsSaid() {
        assertThat(Table.of(List.of())).isEqualTo("no records" + System.lineSeparator());
    }

    private static String lines(String text) {
        return text.replace("\n", System.lineSeparator());
    }
}
