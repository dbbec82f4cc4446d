package io.picklejar.shell;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects as text, a line each; numbers to the right. */
final class Table {
    private static final int WIDTH = 60;

    private Table() {}

    /** The text, with a line end. Rows may be null. */
    static String of(List<? extends @Nullable Object> rows) {
        if (rows.isEmpty()) {
            return "no records" + System.lineSeparator();
        }
        List<RowField> fields = RowField.of(rows);
        List<ColumnData<@Nullable Object>> columns = new ArrayList<>();
        for (RowField field : fields) {
            boolean numbers =
                    rows.stream().map(field::of).filter(Objects::nonNull).allMatch(Number.class::isInstance);
            columns.add(new Column()
                    .header(field.name())
                    .headerAlign(numbers ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .dataAlign(numbers ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .maxWidth(WIDTH)
                    .with(row -> String.valueOf(field.of(row))));
        }
        return AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                        .data(new ArrayList<>(rows), columns)
                        .asString()
                + System.lineSeparator();
    }
}
