package io.picklejar.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.policy.CodeOrigin;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Loggers travel by name; the receiver's configuration applies. */
final class LoggersConformanceTest {
    private static final String NAME = "io.picklejar.conformance.loggers";

    private static Worker worker;

    /**
     * A library of loggers.
     *
     * @param logger gives a logger, where it is called
     * @param setLevel makes the worker's logger talkative
     * @param isTalkative what a receiver's logger says of that
     */
    record Library(String name, Supplier<Object> logger, Task setLevel, Predicate isTalkative) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What a receiver does. */
    interface Task extends Runnable, Serializable {}

    /** What a receiver says of a logger. */
    interface Predicate extends Serializable {
        boolean test(Object logger);
    }

    static List<Library> libraries() {
        return List.of(
                new Library(
                        "java.util.logging",
                        () -> Logger.getLogger(NAME),
                        () -> Logger.getLogger(NAME).setLevel(Level.FINEST),
                        logger -> ((Logger) logger).isLoggable(Level.FINEST)),
                new Library(
                        "java.util.logging, root",
                        () -> Logger.getLogger(""),
                        () -> Logger.getLogger("").setLevel(Level.FINEST),
                        logger -> ((Logger) logger).isLoggable(Level.FINEST)),
                new Library(
                        "System.Logger",
                        () -> System.getLogger(NAME),
                        () -> Logger.getLogger(NAME).setLevel(Level.FINEST),
                        logger -> ((System.Logger) logger).isLoggable(System.Logger.Level.TRACE)),
                new Library(
                        "SLF4J, Logback",
                        () -> LoggerFactory.getLogger(NAME),
                        () -> ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(NAME))
                                .setLevel(ch.qos.logback.classic.Level.TRACE),
                        logger -> ((org.slf4j.Logger) logger).isTraceEnabled()),
                new Library(
                        "SLF4J, Logback, root",
                        () -> LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME),
                        () -> ((ch.qos.logback.classic.Logger)
                                        LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME))
                                .setLevel(ch.qos.logback.classic.Level.TRACE),
                        logger -> ((org.slf4j.Logger) logger).isTraceEnabled()),
                new Library(
                        "Log4j 2",
                        () -> LogManager.getLogger(NAME),
                        () -> Configurator.setLevel(NAME, org.apache.logging.log4j.Level.TRACE),
                        logger -> ((org.apache.logging.log4j.Logger) logger).isTraceEnabled()),
                new Library(
                        "Log4j 2, root",
                        LogManager::getRootLogger,
                        () -> Configurator.setRootLevel(org.apache.logging.log4j.Level.TRACE),
                        logger -> ((org.apache.logging.log4j.Logger) logger).isTraceEnabled()));
    }

    @BeforeAll
    static void start() {
        Worker.Builder builder = Worker.builder();
        for (Class<?> each : List.of(
                org.slf4j.Logger.class,
                ch.qos.logback.classic.Logger.class,
                ch.qos.logback.core.Context.class,
                LogManager.class,
                LoggerContext.class)) {
            builder.alsoOnClassPath(requireNonNull(CodeOrigin.pathOf(each)));
        }
        worker = builder.jvmArgument("-Dlog4j2.level=error")
                .jvmArgument("-Dlog4j2.StatusLogger.level=off")
                .start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Row("test_logger")
    @ParameterizedTest
    @MethodSource("libraries")
    void loggerIsTheSameInItsOwnJvm(Library library) {
        Object logger = library.logger.get();

        // Equal is the same for loggers, but for those of System.getLogger, which gives another wrapper each time.
        assertThat(CloudPickle.<Object>loads(CloudPickle.dumps(logger))).isEqualTo(logger);
    }

    @Row("test_logger")
    @ParameterizedTest
    @MethodSource("libraries")
    void configurationOfTheReceiverApplies(Library library) {
        Object logger = library.logger.get();
        Predicate isTalkative = library.isTalkative;
        Task setLevel = library.setLevel;

        assertThat(isTalkative.test(logger)).isFalse();
        Callable<Boolean> atTheReceiver = () -> {
            setLevel.run();
            return isTalkative.test(logger);
        };
        assertThat(worker.call(atTheReceiver)).isTrue();
        assertThat(isTalkative.test(logger)).isFalse();
        assertThat(CloudPickle.<Object>loads(worker.echoPickle(CloudPickle.dumps(logger))))
                .isEqualTo(logger);
    }

    @Row("test_logger")
    @ParameterizedTest
    @CsvSource({
        "java.util.logging.Logger.getLogger, java.util.logging.Logger",
        "System.getLogger, java.lang.System$Logger",
        "org.slf4j.LoggerFactory.getLogger, ch.qos.logback.classic.Logger",
        "org.apache.logging.log4j.LogManager.getLogger, org.apache.logging.log4j.core.Logger"
    })
    void loggerInAStaticOfAByValueClassTravels(String factory, String type) {
        Callable<String> closure = RunScript.runScript("""
                public class Logging {
                    static Object logger;
                    public static java.util.concurrent.Callable<String> run() {
                        logger = %s("io.picklejar.statics");
                        return () -> String.valueOf(Class.forName("%s").getMethod("getName").invoke(logger));
                    }
                }
                """.formatted(factory, type));

        assertThat(worker.call(closure)).isEqualTo("io.picklejar.statics");
    }
}
