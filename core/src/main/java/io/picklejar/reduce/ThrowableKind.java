package io.picklejar.reduce;

import io.picklejar.analyze.NumberedClass;
import io.picklejar.error.ObjectPath;
import io.picklejar.error.RemoteThrowable;
import io.picklejar.policy.CodeOrigin;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Throwables of by-reference classes, which the receiver may lack. They travel through the hooks of JDK serialization, as
 * others do, and bring besides what a {@link RemoteThrowable} says in their place.
 */
final class ThrowableKind extends Kind<Throwable> {
    /** Arguments before those of {@link SerializableKind}. */
    private static final int HEAD = 6;

    private final SerializableKind hooks;

    ThrowableKind(int number, SerializableKind hooks) {
        super(number);
        this.hooks = hooks;
    }

    @Override
    public boolean handles(Class<?> type) {
        return Throwable.class.isAssignableFrom(type) && !CodeOrigin.isJdk(type) && !NumberedClass.is(type);
    }

    @Override
    public @Nullable Reduction<?> reduce(Throwable value, ReduceContext context) {
        Class<?> type = value.getClass();
        if (context.isByValue(type)) {
            return null;
        }
        Object[] head = {
            new ThrowableClass(type),
            type.getName(),
            value.getMessage(),
            value.getCause(),
            value.getSuppressed(),
            value.getStackTrace()
        };
        // The class and those it extends are named by the frame, too.
        Stream<@Nullable Object> frame = Stream.of(hooks.reduce(value, context).newArgs())
                .map(arg -> arg instanceof Class<?> named && named.isAssignableFrom(type) && !CodeOrigin.isJdk(named)
                        ? new ThrowableClass(named)
                        : arg);
        return Reduction.of(this, Stream.concat(Stream.of(head), frame).toArray());
    }

    @Override
    public ObjectPath step(ObjectPath path, Throwable value, int argument) {
        return argument == 3 ? path.field("cause") : argument == 4 ? path.field("suppressedExceptions") : path;
    }

    @Override
    public Throwable make(@Nullable Object[] args) throws Exception {
        String name = Args.string(args, 1);
        if (Args.type(args, 0) != RemoteThrowable.class || name.equals(RemoteThrowable.class.getName())) {
            return (Throwable) hooks.make(Arrays.copyOfRange(args, HEAD, args.length));
        }
        RemoteThrowable standIn = new RemoteThrowable(name, (String) args[2], (Throwable) args[3]);
        for (Throwable each : (Throwable[]) Args.notNull(args, 4)) {
            standIn.addSuppressed(each);
        }
        standIn.setStackTrace((StackTraceElement[]) Args.notNull(args, 5));
        return standIn;
    }
}
