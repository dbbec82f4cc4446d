package io.picklejar.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a record whose class is gone. */
final class GoneCodec extends SharedValueCodec {
    private final String className;
    private final List<String> names;
    private final ValueCodec[] fields;

    GoneCodec(String className, List<String> names, ValueCodec[] fields) {
        this.className = className;
        this.names = List.copyOf(names);
        this.fields = fields;
    }

    @Override
    public void write(RecordOutput out, @Nullable Object value) {
        if (!(value instanceof PickledRecord record) || !record.className().equals(className)) {
            throw new IllegalArgumentException("expected a record of " + className + ", got " + value);
        }
        for (int i = 0; i < fields.length; i++) {
            fields[i].write(out, record.at(i));
        }
    }

    @Override
    public Object read(RecordInput in) {
        @Nullable Object[] values = new Object[fields.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields[i].read(in);
        }
        return new PickledRecord(className, names, values);
    }
}
