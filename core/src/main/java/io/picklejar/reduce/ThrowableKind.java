package io.picklejar.reduce;

import io.picklejar.analyze.NumberedClass;
import io.picklejar.error.ObjectPath;
import io.picklejar.error.RemoteThrowable;
import io.picklejar.policy.CodeOrigin;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Throwables. They travel through the hooks of JDK serialization, as other objects that have some, but for the suppressed
 * ones, which may lead back to it: {@code Throwable.readObject} copies their list, so they are added when it is made. One of
 * a by-reference class, which the receiver may lack, brings besides what a {@link RemoteThrowable} says in its place.
 */
final class ThrowableKind extends Kind<Throwable> {
    /** Arguments before those of {@link SerializableKind}: class, its name, message, cause, stack trace. */
    private static final int HEAD = 5;

    private final SerializableKind hooks;

    ThrowableKind(int number, SerializableKind hooks) {
        super(number);
        this.hooks = hooks;
    }

    @Override
    public boolean handles(Class<?> type) {
        return Throwable.class.isAssignableFrom(type);
    }

    @Override
    public Reduction<?> reduce(Throwable value, ReduceContext context) {
        Class<?> type = value.getClass();
        HookOutput.Frame frame = hooks.write(value, context);
        @Nullable Object[] head = new Object[HEAD];
        Stream<@Nullable Object> args = Arrays.stream(SerializableKind.args(frame));
        if (!CodeOrigin.isJdk(type) && !NumberedClass.is(type) && !context.isByValue(type)) {
            head[0] = new ThrowableClass(type);
            head[1] = type.getName();
            head[2] = value.getMessage();
            head[3] = value.getCause();
            head[4] = value.getStackTrace();
            // The class and those it extends are named by the frame, too.
            args = args.map(
                    arg -> arg instanceof Class<?> named && named.isAssignableFrom(type) && !CodeOrigin.isJdk(named)
                            ? new ThrowableClass(named)
                            : arg);
        }
        Reduction<?> reduction =
                Reduction.of(this, Stream.concat(Arrays.stream(head), args).toArray());
        List<Throwable> suppressed = List.of(value.getSuppressed());
        return suppressed.isEmpty() ? reduction : reduction.withListItems(suppressed);
    }

    @Override
    public ObjectPath step(ObjectPath path, Throwable value, int argument) {
        return argument == 3 ? path.field("cause") : path;
    }

    @Override
    public Throwable make(@Nullable Object[] args) throws Exception {
        if (args[0] != RemoteThrowable.class || RemoteThrowable.class.getName().equals(args[1])) {
            return (Throwable) hooks.make(Arrays.copyOfRange(args, HEAD, args.length));
        }
        RemoteThrowable standIn = new RemoteThrowable(Args.string(args, 1), (String) args[2], (Throwable) args[3]);
        standIn.setStackTrace((StackTraceElement[]) Args.notNull(args, 4));
        return standIn;
    }
}
