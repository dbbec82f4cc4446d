package io.picklejar.reduce;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loggers, by name, so that handlers and locks stay home and the receiver's configuration applies: {@code
 * java.util.logging}, {@link System.Logger} and SLF4J, which is looked up by reflection and never linked to.
 *
 * <p>cloudpickle: {@code _logger_reduce}, {@code _root_logger_reduce}.
 */
final class LoggerKind extends Kind<Object> {
    private static final String SLF4J = "org.slf4j.Logger";

    LoggerKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return Logger.class.isAssignableFrom(type) || System.Logger.class.isAssignableFrom(type) || slf4j(type) != null;
    }

    /** SLF4J's interface as the class implements it, or null. */
    private static @Nullable Class<?> slf4j(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(SLF4J)) {
            return type;
        }
        for (Class<?> each : type.getInterfaces()) {
            Class<?> found = slf4j(each);
            if (found != null) {
                return found;
            }
        }
        return slf4j(type.getSuperclass());
    }

    @Override
    public @Nullable Reduction<?> reduce(Object logger, ReduceContext context) {
        if (logger instanceof Logger jul) {
            // An anonymous logger has no name to be found by; the global name stands for its parent, the root.
            return Reduction.of(this, Logger.class, jul.getName() == null ? "" : jul.getName());
        }
        if (logger instanceof System.Logger system) {
            return Reduction.of(this, System.Logger.class, system.getName());
        }
        Class<?> type = slf4j(logger.getClass());
        if (type == null) {
            return null;
        }
        try {
            return Reduction.of(this, type, type.getMethod("getName").invoke(logger));
        } catch (ReflectiveOperationException e) {
            throw new CodeProblemException(
                    Problem.HOOK_FAILED,
                    "the name of a " + logger.getClass().getName() + " cannot be had",
                    "register a Reducer for it",
                    e);
        }
    }

    @Override
    public Object make(@Nullable Object[] args) throws Exception {
        Class<?> type = Args.type(args, 0);
        String name = Args.string(args, 1);
        if (type == Logger.class) {
            return Logger.getLogger(name);
        }
        if (type == System.Logger.class) {
            return System.getLogger(name);
        }
        Class<?> factory = Class.forName("org.slf4j.LoggerFactory", true, type.getClassLoader());
        Object logger = factory.getMethod("getLogger", String.class).invoke(null, name);
        if (logger == null) {
            throw new IllegalStateException("org.slf4j.LoggerFactory gave no logger " + name);
        }
        return logger;
    }
}
