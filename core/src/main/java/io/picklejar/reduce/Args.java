package io.picklejar.reduce;

import org.jspecify.annotations.Nullable;

/** Reading the arguments of a maker; a wrong one shows as an exception, which the reader reports as a corrupt pickle. */
final class Args {
    private Args() {}

    static Object notNull(@Nullable Object[] args, int index) {
        Object arg = args[index];
        if (arg == null) {
            throw new IllegalArgumentException("argument " + index + " is null");
        }
        return arg;
    }

    static String string(@Nullable Object[] args, int index) {
        return (String) notNull(args, index);
    }

    static Class<?> type(@Nullable Object[] args, int index) {
        return (Class<?>) notNull(args, index);
    }

    static int number(@Nullable Object[] args, int index) {
        return (Integer) notNull(args, index);
    }

    static boolean flag(@Nullable Object[] args, int index) {
        return (Boolean) notNull(args, index);
    }
}
