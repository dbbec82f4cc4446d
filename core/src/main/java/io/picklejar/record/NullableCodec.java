package io.picklejar.record;

import org.jspecify.annotations.Nullable;

/** A record of a class without subclasses: 0 for null, or 1 and its fields. */
final class NullableCodec extends ValueCodec {
    private final ValueCodec fields;

    NullableCodec(ValueCodec fields) {
        this.fields = fields;
    }

    @Override
    public void write(RecordOutput out, @Nullable Object value) {
        out.writeBoolean(value != null);
        if (value != null) {
            fields.write(out, value);
        }
    }

    @Override
    public @Nullable Object read(RecordInput in) {
        return in.readBoolean() ? fields.read(in) : null;
    }

    @Override
    public @Nullable Object copy(@Nullable Object value) {
        return value == null ? null : fields.copy(value);
    }

    @Override
    boolean isExact() {
        return fields.isExact();
    }
}
