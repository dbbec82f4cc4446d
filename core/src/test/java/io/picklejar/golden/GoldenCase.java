package io.picklejar.golden;

import io.picklejar.reduce.FileContent;
import java.beans.PropertyDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * A value that is kept as a file.
 *
 * @param kind the simple name of the built-in kind that the file stands for, or {@code Engine}
 * @param name of the file
 * @param factory makes it; only called to write a file that is not there yet
 * @param expected what {@link #describe} says of it
 * @param since the first format version that has the file
 */
record GoldenCase(String kind, String name, Supplier<?> factory, String expected, int since) {
    GoldenCase(String kind, String name, Supplier<?> factory, String expected) {
        this(kind, name, factory, expected, 1);
    }

    GoldenCase since(int version) {
        return new GoldenCase(kind, name, factory, expected, version);
    }

    String fileName() {
        return kind + "." + name + ".pickle";
    }

    /** The value's class and text; of a supplier, those of what it gives. */
    static String describe(Object value) {
        Object shown = value instanceof Supplier<?> supplier ? supplier.get() : value;
        if (shown == null) {
            return "null";
        }
        String type = shown.getClass().getSimpleName();
        if (shown.getClass() == Object.class) {
            return type;
        }
        if (shown == System.err) {
            return "System.err";
        }
        if (shown instanceof FileContent file) {
            return type + " " + new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (shown instanceof Logger logger) {
            return type + " " + logger.getName();
        }
        if (shown instanceof CompletableFuture<?> future) {
            return type + " " + future.join();
        }
        if (shown instanceof PropertyDescriptor property) {
            return type + " " + property.getName();
        }
        String text = Arrays.deepToString(new Object[] {shown});
        return type + " " + text.substring(1, text.length() - 1);
    }

    @Override
    public String toString() {
        return fileName();
    }
}
