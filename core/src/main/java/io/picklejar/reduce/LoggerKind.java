package io.picklejar.reduce;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loggers, by name, so that handlers and locks stay home and the receiver's configuration applies: {@code
 * java.util.logging}, {@link System.Logger}, SLF4J with whatever is behind it (Logback, …), and Log4j 2. The module
 * {@code java.logging} may be absent, and so may the libraries, which are never linked to.
 *
 * <p>cloudpickle: {@code _logger_reduce}, {@code _root_logger_reduce}.
 */
final class LoggerKind extends Kind<Object> {
    private static final String JAVA_UTIL_LOGGING = "java.util.logging.Logger";

    /** For each library's type of loggers, the class whose static method {@code getLogger(String)} gives them. */
    private static final Map<String, String> FACTORIES = Map.of(
            "org.slf4j.Logger", "org.slf4j.LoggerFactory",
            "org.apache.logging.log4j.Logger", "org.apache.logging.log4j.LogManager");

    /** What links to {@code java.util.logging}; loaded only when such a logger is met. */
    private static final class JavaUtilLogging {
        private JavaUtilLogging() {}

        static String nameOf(Object logger) {
            // An anonymous logger has no name to be found by; the global name stands for its parent, the root.
            String name = ((Logger) logger).getName();
            return name == null ? "" : name;
        }

        static Object logger(String name) {
            return Logger.getLogger(name);
        }
    }

    LoggerKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return System.Logger.class.isAssignableFrom(type)
                || supertype(type, JAVA_UTIL_LOGGING) != null
                || libraryType(type) != null;
    }

    /** The type of its library's loggers that the class is or extends, or null. */
    private static @Nullable Class<?> libraryType(Class<?> type) {
        for (String name : FACTORIES.keySet()) {
            Class<?> found = supertype(type, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The class or interface of this name that the class is or extends, or null. */
    private static @Nullable Class<?> supertype(@Nullable Class<?> type, String name) {
        if (type == null || type.getName().equals(name)) {
            return type;
        }
        for (Class<?> each : type.getInterfaces()) {
            Class<?> found = supertype(each, name);
            if (found != null) {
                return found;
            }
        }
        return supertype(type.getSuperclass(), name);
    }

    @Override
    public @Nullable Reduction<?> reduce(Object logger, ReduceContext context) {
        Class<?> javaUtilLogging = supertype(logger.getClass(), JAVA_UTIL_LOGGING);
        if (javaUtilLogging != null) {
            return Reduction.of(this, javaUtilLogging, JavaUtilLogging.nameOf(logger));
        }
        if (logger instanceof System.Logger system) {
            return Reduction.of(this, System.Logger.class, system.getName());
        }
        Class<?> type = libraryType(logger.getClass());
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
        if (type.getName().equals(JAVA_UTIL_LOGGING)) {
            return JavaUtilLogging.logger(name);
        }
        if (type == System.Logger.class) {
            return System.getLogger(name);
        }
        String factoryName = FACTORIES.get(type.getName());
        if (factoryName == null) {
            throw new IllegalArgumentException(type.getName() + " is no type of loggers");
        }
        Class<?> factory = Class.forName(factoryName, true, type.getClassLoader());
        Object logger = factory.getMethod("getLogger", String.class).invoke(null, name);
        if (logger == null) {
            throw new IllegalStateException(factoryName + " gave no logger " + name);
        }
        return logger;
    }
}
