package io.picklejar.dynamic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.Row;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Kotlin: {@code functions.kt}, compiled in both ways that its compiler has for lambdas. */
final class KotlinTest {
    /** How lambdas are compiled. */
    enum Lambdas {
        /** By {@code invokedynamic}: the default since Kotlin 2.0. */
        INDY,
        /** To classes, as before and in {@code -Xlambdas=class}. They are {@code Serializable} and singletons if they capture nothing. */
        CLASS
    }

    private static final Path RUNTIME = CompiledClasses.jarOf("kotlin.Unit");
    private static final Map<Lambdas, CompiledClasses> COMPILED = new EnumMap<>(Lambdas.class);
    private static Receivers receivers;
    private static Receivers bare;

    @BeforeAll
    static void start(@TempDir Path directory) {
        String source = CompiledClasses.source("functions.kt");
        for (Lambdas lambdas : Lambdas.values()) {
            COMPILED.put(
                    lambdas,
                    CompiledClasses.compile(
                            directory,
                            "functions.kt",
                            // A package each: equal class files of two loaders are one class to a receiver.
                            source.replace("package shop", "package " + packageOf(lambdas)),
                            (file, classes) -> compile(file, classes, lambdas)));
        }
        receivers = Receivers.with(RUNTIME);
        bare = Receivers.with();
    }

    @AfterAll
    static void close() {
        receivers.close();
        bare.close();
    }

    private static void compile(Path source, Path classes, Lambdas lambdas) {
        String mode = lambdas.name().toLowerCase(Locale.ROOT);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ExitCode exit = new K2JVMCompiler()
                .exec(
                        new PrintStream(messages, true, StandardCharsets.UTF_8),
                        "-no-stdlib",
                        "-no-reflect",
                        "-nowarn",
                        "-jvm-target",
                        "17",
                        "-Xlambdas=" + mode,
                        "-Xsam-conversions=" + mode,
                        "-cp",
                        RUNTIME.toString(),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(exit).as(messages.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
    }

    static Stream<Arguments> functions() {
        return Stream.of(Lambdas.values())
                .flatMap(lambdas -> Stream.of(
                        Arguments.of(lambdas, "lambda", 42, List.of(7)),
                        Arguments.of(lambdas, "mutable", 41, List.of()),
                        Arguments.of(lambdas, "defaults", "hello Ada?", List.of("Ada")),
                        Arguments.of(lambdas, "singleton", 25, List.of(item(lambdas, "rug", "LARGE"))),
                        Arguments.of(lambdas, "lateinit", "Ada's basket", List.of()),
                        Arguments.of(lambdas, "crossinlined", 7, List.of(1)),
                        Arguments.of(lambdas, "reified", true, List.of(item(lambdas, "rug", "LARGE"))),
                        Arguments.of(lambdas, "whens", "large l", List.of(item(lambdas, "rug", "LARGE"))),
                        Arguments.of(lambdas, "companion", "5 EUR", List.of(5)),
                        Arguments.of(lambdas, "reference", "rug", List.of(item(lambdas, "rug", "LARGE"))),
                        Arguments.of(lambdas, "functionReference", "large", List.of(size(lambdas))),
                        Arguments.of(lambdas, "constructor", item(lambdas, "rug", "SMALL"), List.of("rug")),
                        Arguments.of(lambdas, "copied", "rugLARGE", List.of(item(lambdas, "rug", "SMALL"))),
                        Arguments.of(lambdas, "sam", "n1", List.of(1)),
                        Arguments.of(lambdas, "local", 55, List.of(10)),
                        Arguments.of(lambdas, "anonymous", "anonymous", List.of()),
                        Arguments.of(
                                lambdas,
                                "collections",
                                Map.of(true, List.of(2), false, List.of(1, 3)),
                                List.of(List.of(-1, 1, 2, 3))),
                        Arguments.of(lambdas, "lazily", "lazy", List.of()),
                        Arguments.of(lambdas, "samePrices", true, List.of(prices(lambdas)))));
    }

    private static CompiledClasses compiled(Lambdas lambdas) {
        return requireNonNull(COMPILED.get(lambdas));
    }

    private static String packageOf(Lambdas lambdas) {
        return "shop." + lambdas.name().toLowerCase(Locale.ROOT) + "s";
    }

    private static Object call(Lambdas lambdas, String function) {
        return compiled(lambdas).call(packageOf(lambdas) + ".Functions", function);
    }

    private static Object item(Lambdas lambdas, String name, String size) {
        try {
            return compiled(lambdas)
                    .load(packageOf(lambdas) + ".Functions")
                    .getMethod("item", String.class, String.class)
                    .invoke(null, name, size);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make an item", e);
        }
    }

    private static Object size(Lambdas lambdas) {
        return compiled(lambdas).load(packageOf(lambdas) + ".Size").getEnumConstants()[1];
    }

    private static Object prices(Lambdas lambdas) {
        return call(lambdas, "prices");
    }

    // source: Kotlin
    @Row("jvm_languages")
    @ParameterizedTest
    @MethodSource("functions")
    void runs(Lambdas lambdas, String function, Object expected, List<Object> arguments) {
        receivers.assertRuns(expected, call(lambdas, function), arguments.toArray());
    }

    @ParameterizedTest
    @EnumSource(Lambdas.class)
    void suspending(Lambdas lambdas) {
        receivers.assertRuns(42, call(lambdas, "runner"), call(lambdas, "suspending"), 2);
    }

    @ParameterizedTest
    @EnumSource(Lambdas.class)
    void started(Lambdas lambdas) {
        receivers.assertRuns("begun and ended", call(lambdas, "started"));
    }

    @ParameterizedTest
    @EnumSource(Lambdas.class)
    void objectIsTheSameWhenItComesHome(Lambdas lambdas) {
        assertThat(receivers.echo(prices(lambdas))).isSameAs(prices(lambdas));
        Object companion = call(lambdas, "companionObject");
        assertThat(receivers.echo(companion)).isSameAs(companion);
    }

    // source: Kotlin, its runtime missing
    @Test
    void receiverWithoutTheRuntimeNamesWhatIsMissing() {
        bare.assertRefused(
                "missing at the receiver (loader): kotlin.jvm.functions.Function1; put the jar on the receiver's class path, or"
                        + " ship the code when pickling:"
                        + " PickleJar.builder().byValue(ClassRule.className(\"kotlin.jvm.functions.Function1\")).build()"
                        + " [missing-class]",
                call(Lambdas.INDY, "lambda"));
        bare.assertRefused(
                "missing at the receiver (loader): kotlin.jvm.functions.Function1, kotlin.jvm.internal.Lambda; put the jar on the"
                        + " receiver's class path, or ship the code when pickling:"
                        + " PickleJar.builder().byValue(ClassRule.className(\"kotlin.jvm.functions.Function1\"))"
                        + ".byValue(ClassRule.className(\"kotlin.jvm.internal.Lambda\")).build() [missing-class]",
                call(Lambdas.CLASS, "lambda"));
    }

    // source: Kotlin, its runtime shipped
    @ParameterizedTest
    @EnumSource(Lambdas.class)
    void partsOfTheRuntimeTravelIfAsked(Lambdas lambdas) {
        Receivers shipped = bare.pickledBy(
                PickleJar.builder().byValue(ClassRule.codeSource(RUNTIME)).build());

        shipped.assertRuns(42, call(lambdas, "lambda"), 7);
        shipped.assertRuns("begun and ended", call(lambdas, "started"));
    }
}
