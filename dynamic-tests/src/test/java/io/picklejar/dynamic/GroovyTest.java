package io.picklejar.dynamic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.testkit.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groovy: {@code functions.groovy}, compiled to class files, and scripts that a shell evaluates. */
final class GroovyTest {
    private static final String FUNCTIONS = "shop.Functions";
    private static final Path RUNTIME = CompiledClasses.jarOf("groovy.lang.Closure");
    private static CompiledClasses compiled;
    private static Receivers receivers;
    private static Receivers bare;

    @BeforeAll
    static void start(@TempDir Path directory) {
        String source = CompiledClasses.source("functions.groovy");
        compiled = CompiledClasses.compile(directory, "functions.groovy", source, (file, classes) -> {
            CompilationUnit unit = new CompilationUnit(configuration());
            unit.getConfiguration().setTargetDirectory(classes.toFile());
            unit.addSource(file.toFile());
            unit.compile();
        });
        receivers = Receivers.with(RUNTIME);
        bare = Receivers.with();
    }

    private static CompilerConfiguration configuration() {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setTargetBytecode(CompilerConfiguration.JDK17);
        return configuration;
    }

    @AfterAll
    static void close() {
        receivers.close();
        bare.close();
    }

    // source: Groovy, compiled to files
    @ParameterizedTest
    @CsvSource({
        "closure, 42, 7",
        "composed, 15, 7",
        "curried, 8, 42",
        "dynamicLambda, 42, 7",
        "owner, 42, 2",
        "lazyText, count 3, 2",
        "collections, 12, 3",
        "staticLambda, 42, 7",
        "staticClosure, 42, 7"
    })
    void functionOfANumber(String function, String expected, int argument) {
        Object result = expected.startsWith("count") ? expected : Integer.valueOf(expected);
        receivers.assertRuns(result, compiled.call(FUNCTIONS, function), argument);
    }

    @ParameterizedTest
    @CsvSource({"text, hi Ada!, !", "bean, hello Ada, Ada"})
    void functionOfAText(String function, String expected, String argument) {
        receivers.assertRuns(expected, compiled.call(FUNCTIONS, function), argument);
    }

    @Test
    void delegateThatIsSetLater() {
        receivers.assertRuns(3, compiled.call(FUNCTIONS, "delegated"), "abc");
        receivers.assertRuns(3, compiled.call(FUNCTIONS, "staticReference"), "abc");
    }

    @Test
    void switchOverAnEnum() {
        Object large = compiled.load("shop.Size").getEnumConstants()[1];
        receivers.assertRuns("l", compiled.call(FUNCTIONS, "switching"), large);
    }

    // source: Groovy method pointer
    @Test
    void methodPointerIsRefusedByGroovyItself() {
        receivers.assertRefused(
                "an object could not be made: java.lang.UnsupportedOperationException, at byte 883 of the pickle [making-failed]",
                compiled.call(FUNCTIONS, "methodPointer"));
    }

    // source: Groovy, its runtime missing
    @Test
    void receiverWithoutTheRuntimeNamesWhatIsMissing() {
        bare.assertRefused(
                "missing at the receiver (loader): groovy.lang.GroovyObject; put the jar on the receiver's class path, or ship the"
                        + " code when pickling: PickleJar.builder().byValue(ClassRule.className(\"groovy.lang.GroovyObject\"))"
                        + ".build() [missing-class]",
                compiled.call(FUNCTIONS, "bean"));
        List<String> missing = List.of(
                "groovy.lang.Closure",
                "groovy.lang.GroovyObject",
                "groovy.lang.Reference",
                "org.codehaus.groovy.runtime.ConversionHandler",
                "org.codehaus.groovy.runtime.ConvertedClosure",
                "org.codehaus.groovy.runtime.GeneratedClosure");
        bare.assertRefused(
                "missing at the receiver (loader): " + String.join(", ", missing)
                        + "; put the jar on the receiver's class path, or ship the code when pickling: PickleJar.builder()"
                        + missing.stream()
                                .map(name -> ".byValue(ClassRule.className(\"" + name + "\"))")
                                .collect(Collectors.joining())
                        + ".build() [missing-class]",
                compiled.call(FUNCTIONS, "closure"));
    }

    // source: Groovy script
    @Row("jvm_languages")
    @Test
    void scriptOfALoaderThatKeepsItsClassFiles() {
        KeepingGroovyLoader loader = new KeepingGroovyLoader(GroovyTest.class.getClassLoader(), configuration());
        Class<?> script = loader.parseClass("""
                base = 30
                int add(int x) { x + 2 }
                int factor = 6
                return { x -> add(x * factor) + base } as java.util.function.Function
                """);
        Object function = InvokerHelper.createScript(script, new Binding()).run();

        receivers.assertRuns(74, function, 7);
    }

    // source: Groovy script of a plain GroovyShell
    @Test
    void scriptOfAPlainShell() {
        Object function = new GroovyShell().evaluate("int factor = 6; return { x -> x * factor }");

        assertThatThrownBy(() -> PickleJar.standard().dumps(function))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "Script1$_run_closure1 has to travel by value but its class file cannot be read at $; load it"
                                + " through a class loader that serves its class files as resources, provide a ClassBytesProvider, or start the JVM with -javaagent:picklejar-agent.jar [no-class-bytes]");
    }
}
