package io.picklejar.record;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@code Optional}: 0 for null, 1 for empty, 2 and the value. */
final class OptionalCodec extends ValueCodec {
    private final ValueCodec value;

    OptionalCodec(ValueCodec value) {
        this.value = value;
    }

    @Override
    public void write(RecordOutput out, @Nullable Object optional) {
        if (optional == null) {
            out.writeByte(0);
        } else if (((Optional<?>) optional).isEmpty()) {
            out.writeByte(1);
        } else {
            out.writeByte(2);
            value.write(out, ((Optional<?>) optional).get());
        }
    }

    @Override
    public @Nullable Object read(RecordInput in) {
        byte tag = in.readByte();
        return switch (tag) {
            case 0 -> null;
            case 1 -> Optional.empty();
            case 2 -> Optional.ofNullable(value.read(in));
            default -> throw in.corrupt("tag " + tag);
        };
    }

    @Override
    public @Nullable Object copy(@Nullable Object optional) {
        return optional == null ? null : ((Optional<?>) optional).map(value::copy);
    }

    @Override
    boolean isExact() {
        return value.isExact();
    }
}
