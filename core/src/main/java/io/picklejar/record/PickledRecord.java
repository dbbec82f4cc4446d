package io.picklejar.record;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a record whose class is not to be found: all that the schema knows of it, by the names of its fields.
 *
 * <p>Below it, records are {@code PickledRecord}s too and enum constants are their names, whether their classes are there
 * or not; what travelled as a pickle is its bytes; primitives are in their boxes, arrays of records are arrays of {@code
 * Object}. It can be written again with the schema it was read with. Immutable; as thread-safe as the values in it.
 */
public final class PickledRecord {
    private final String className;
    private final List<String> names;
    private final @Nullable Object[] values;

    PickledRecord(String className, List<String> names, @Nullable Object[] values) {
        this.className = className;
        this.names = names;
        this.values = values;
    }

    /** The binary name of the class that the record was of. */
    public String className() {
        return className;
    }

    /** The names of the fields, in the order of the schema. */
    public List<String> fields() {
        return names;
    }

    /**
     * The value of a field.
     *
     * @throws IllegalArgumentException if the record has no such field
     */
    public @Nullable Object get(String field) {
        int at = names.indexOf(field);
        if (at < 0) {
            throw new IllegalArgumentException(className + " has no field " + field + ", it has " + names);
        }
        return values[at];
    }

    @Nullable
    Object at(int index) {
        return values[index];
    }

    /** Whether the other one is of the same class and has equal values in fields of the same names. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PickledRecord record
                && className.equals(record.className)
                && names.equals(record.names)
                && Arrays.deepEquals(values, record.values);
    }

    @Override
    public int hashCode() {
        return 31 * className.hashCode() + Arrays.deepHashCode(values);
    }

    /** {@code com.acme.Order{customer=ann, amount=3}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(className).append('{');
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names.get(i)).append('=');
            String value = Arrays.deepToString(new @Nullable Object[] {values[i]});
            text.append(value, 1, value.length() - 1);
        }
        return text.append('}').toString();
    }
}
