package io.picklejar.dynamic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.Row;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scala: {@code functions.scala}, compiled by Scala 2.13 and by Scala 3. */
final class ScalaTest {
    enum Scala {
        SCALA_2(List.of(CompiledClasses.jarOf("scala.Option"))) {
            @Override
            boolean compile(String[] arguments) {
                return scala.tools.nsc.Main.process(arguments);
            }
        },
        SCALA_3(List.of(CompiledClasses.jarOf("scala.Option"), CompiledClasses.jarOf("scala.runtime.LazyVals"))) {
            @Override
            boolean compile(String[] arguments) {
                return !dotty.tools.dotc.Main.process(arguments).hasErrors();
            }
        };

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<Path> runtime;

        Scala(List<Path> runtime) {
            this.runtime = runtime;
        }

        abstract boolean compile(String[] arguments);
    }

    private static final Map<Scala, CompiledClasses> COMPILED = new EnumMap<>(Scala.class);
    private static Receivers receivers;
    private static Receivers bare;

    @BeforeAll
    static void start(@TempDir Path directory) {
        String source = CompiledClasses.source("functions.scala");
        for (Scala scala : Scala.values()) {
            String text = source.replace("package shop", "package " + packageOf(scala));
            COMPILED.put(scala, CompiledClasses.compile(directory, "functions.scala", text, (file, classes) -> {
                String classPath = String.join(
                        File.pathSeparator,
                        scala.runtime.stream().map(Path::toString).toList());
                String[] arguments = {
                    "-nowarn", "-release", "17", "-classpath", classPath, "-d", classes.toString(), file.toString()
                };
                assertThat(scala.compile(arguments)).isTrue();
            }));
        }
        receivers = Receivers.with(Scala.SCALA_3.runtime.toArray(Path[]::new));
        bare = Receivers.with();
    }

    @AfterAll
    static void close() {
        receivers.close();
        bare.close();
    }

    private static CompiledClasses compiled(Scala scala) {
        return requireNonNull(COMPILED.get(scala));
    }

    private static String packageOf(Scala scala) {
        return "shop." + scala.name().toLowerCase(Locale.ROOT);
    }

    private static Object call(Scala scala, String function) {
        return compiled(scala).call(packageOf(scala) + ".Functions", function);
    }

    static Stream<Arguments> functions() {
        return Arrays.stream(Scala.values())
                .flatMap(scala -> Stream.of(
                        Arguments.of(scala, "lambda", 42, List.of(7)),
                        Arguments.of(scala, "two", 45, List.of(4, 5)),
                        Arguments.of(scala, "methodValue", 42, List.of(21)),
                        Arguments.of(scala, "defaults", "hello Ada", List.of("Ada")),
                        Arguments.of(scala, "closedOver", 41, List.of()),
                        Arguments.of(scala, "closedOverObject", "ab", List.of()),
                        Arguments.of(scala, "matching", "circle 2", List.of(call(scala, "circle"))),
                        Arguments.of(scala, "matching", "empty", List.of(call(scala, "empty"))),
                        Arguments.of(scala, "collected", "one many many", List.of(12)),
                        Arguments.of(scala, "companion", "5 EUR", List.of(5)),
                        Arguments.of(scala, "collections", "rug40", List.of(5)),
                        Arguments.of(scala, "greeting", "Ada greets Bob", List.of(call(scala, "anonymous"))),
                        Arguments.of(scala, "counter", 41, List.of()),
                        Arguments.of(scala, "lazily", "lazy", List.of()),
                        Arguments.of(scala, "local", 55, List.of(10)),
                        Arguments.of(scala, "sam", "n1", List.of(1)),
                        Arguments.of(scala, "composed", 96, List.of(7)),
                        Arguments.of(scala, "curried", 8, List.of(42))));
    }

    // source: Scala
    @Row("jvm_languages")
    @ParameterizedTest
    @MethodSource("functions")
    void runs(Scala scala, String function, Object expected, List<Object> arguments) {
        receivers.assertRuns(expected, call(scala, function), arguments.toArray());
    }

    @ParameterizedTest
    @EnumSource(Scala.class)
    void resultsComeHomeEqual(Scala scala) {
        for (String function : List.of("lifted", "comprehension", "caseClass")) {
            Object argument = function.equals("caseClass") ? call(scala, "circle") : (Object) 12;
            Object here = Functions.call(call(scala, function), argument);
            receivers.assertRuns(here, call(scala, function), argument);
        }
        assertThat(receivers.echo(call(scala, "data"))).isEqualTo(call(scala, "data"));
    }

    @ParameterizedTest
    @EnumSource(Scala.class)
    void objectKeepsItsStateAndIdentity(Scala scala) {
        CompiledClasses classes = compiled(scala);
        String state = packageOf(scala) + ".State";
        receivers.assertRuns(25, classes.call(state, "singleton"), 1);
        receivers.assertRuns(true, classes.call(state, "samePrices"), classes.call(state, "prices"));
        assertThat(receivers.echo(classes.call(state, "prices"))).isSameAs(classes.call(state, "prices"));
        assertThat(receivers.echo(call(scala, "empty"))).isSameAs(call(scala, "empty"));
    }

    // source: Scala, its runtime missing
    @ParameterizedTest
    @EnumSource(Scala.class)
    void receiverWithoutTheRuntimeNamesWhatIsMissing(Scala scala) {
        bare.assertRefused(
                "missing at the receiver (loader): scala.runtime.java8.JFunction1$mcII$sp; put the jar on the receiver's class"
                        + " path, or ship the code when pickling:"
                        + " PickleJar.builder().byValue(ClassRule.className(\"scala.runtime.java8.JFunction1$mcII$sp\")).build()"
                        + " [missing-class]",
                call(scala, "lambda"));
        bare.assertRefused(
                "missing at the receiver (loader): scala.Product; put the jar on the receiver's class path, or ship the code when"
                        + " pickling: PickleJar.builder().byValue(ClassRule.className(\"scala.Product\")).build()"
                        + " [missing-class]",
                call(scala, "circle"));
    }

    // source: Scala, its runtime shipped
    @ParameterizedTest
    @EnumSource(Scala.class)
    void partsOfTheRuntimeTravelIfAsked(Scala scala) {
        PickleJar.Builder builder = PickleJar.builder();
        scala.runtime.forEach(jar -> builder.byValue(ClassRule.codeSource(jar)));
        Receivers shipped = bare.pickledBy(builder.build());

        shipped.assertRuns(42, call(scala, "lambda"), 7);
        shipped.assertRuns(41, call(scala, "closedOver"));
    }
}
