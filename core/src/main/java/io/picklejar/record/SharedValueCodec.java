package io.picklejar.record;

import org.jspecify.annotations.Nullable;

/** A codec of values that nobody can change, so that they are their own copies. */
abstract class SharedValueCodec extends ValueCodec {
    @Override
    public final @Nullable Object copy(@Nullable Object value) {
        return value;
    }
}
