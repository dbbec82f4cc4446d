package io.picklejar.bench;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns line up, so that a terminal shows it well. The first column is text, the rest numbers. */
final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(List<String> heading) {
        rows.add(heading);
    }

    /** Adds a row as long as the heading. */
    void add(List<String> row) {
        rows.add(row);
    }

    /** The lines of the table, each ended. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            appendRow(text, rows.get(row));
            if (row == 0) {
                appendRule(text);
            }
        }
        return text.toString();
    }

    private void appendRow(StringBuilder text, List<String> row) {
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(width(column) - cell.length());
            text.append("| ")
                    .append(column == 0 ? cell + padding : padding + cell)
                    .append(' ');
        }
        text.append("|\n");
    }

    private void appendRule(StringBuilder text) {
        for (int column = 0; column < rows.get(0).size(); column++) {
            text.append("|-").append("-".repeat(width(column))).append(column == 0 ? '-' : ':');
        }
        text.append("|\n");
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
