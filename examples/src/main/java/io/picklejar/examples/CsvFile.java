package io.picklejar.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The CSV files in {@code data/}: a head line, fields that may be quoted, no line break in a field. */
final class CsvFile {
    private CsvFile() {}

    /** The lines of the file without its head line. */
    static List<String> lines(String name) {
        try (InputStream in = CsvFile.class.getResourceAsStream("/data/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no file data/" + name + " on the class path");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
            return reader.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of a line, without their quotes. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
