package io.picklejar.reduce;

import io.picklejar.policy.CodeOrigin;
import java.io.InputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code System.out} and {@code System.err}: the receiver's. {@code System.in} is refused.
 *
 * <p>cloudpickle: {@code _file_reduce}.
 */
final class StandardStreamKind extends Kind<Object> {
    StandardStreamKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return PrintStream.class.isAssignableFrom(type)
                || (InputStream.class.isAssignableFrom(type) && CodeOrigin.isJdk(type));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very streams are meant
    public @Nullable Reduction<?> reduce(Object stream, ReduceContext context) {
        if (stream == System.in) {
            throw context.refuse("cannot pickle standard input", "capture what was read from it");
        }
        return stream == System.out || stream == System.err ? Reduction.of(this, stream == System.err) : null;
    }

    @Override
    public PrintStream make(@Nullable Object[] args) {
        return Args.flag(args, 0) ? System.err : System.out;
    }
}
