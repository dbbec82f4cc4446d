package io.picklejar.coupling;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import io.picklejar.testkit.Worker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that shipped code asks for by a string. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RuntimeNamesTest {
    private SplitProgram program;
    private Worker worker;

    @BeforeAll
    void start(@TempDir Path directory) {
        program = new SplitProgram(directory, name -> false, """
                package acme;
                public class Plugin implements java.util.function.Supplier<String> {
                    static String word = "plug";
                    public Plugin() {}
                    public String get() { return word + Helper.rest(); }
                }
                package acme;
                class Helper { static String rest() { return "in"; } }
                package acme;
                public class Constants {
                    static final String CONSTANT = "acme.Plugin";
                    static final String SET;
                    static { SET = "acme.Plugin"; }
                }
                package acme;
                public class Job {
                    interface Code extends java.util.concurrent.Callable<Object> {}
                    static Object made(Class<?> type) throws Exception {
                        return ((java.util.function.Supplier<?>) type.getConstructor().newInstance()).get();
                    }
                    static Code literal() { return () -> made(Class.forName("acme.Plugin")); }
                    static Code withLoader() {
                        return () -> made(Class.forName("acme.Plugin", true, Job.class.getClassLoader()));
                    }
                    static Code loadClass() { return () -> made(Job.class.getClassLoader().loadClass("acme.Plugin")); }
                    static Code findClass() {
                        return () -> made(java.lang.invoke.MethodHandles.lookup().findClass("acme.Plugin"));
                    }
                    static Code constant() { return () -> made(Class.forName(Constants.CONSTANT)); }
                    static Code setConstant() { return () -> made(Class.forName(Constants.SET)); }
                    static Code local() { return () -> { String name = "acme.Plugin"; return made(Class.forName(name)); }; }
                    static Code array() {
                        return () -> made(Class.forName("[Lacme.Plugin;").getComponentType());
                    }
                    static Code optional() {
                        return () -> {
                            try {
                                return Class.forName("org.assertj.core.api.Assertions").getName();
                            } catch (ClassNotFoundException e) {
                                return "absent";
                            }
                        };
                    }
                    static Code computed() {
                        String prefix = "java.lang.";
                        return () -> Class.forName(prefix + "String").getName();
                    }
                }
                """);
        worker = Worker.start();
    }

    @AfterAll
    void stop() {
        worker.close();
    }

    private Object code(String method) {
        return io.picklejar.testkit.RunScript.call(program.type("acme.Job"), method);
    }

    private String run(String method) {
        PickleJar jar = program.jar().build();
        return jar.loads(worker.runPickle(jar.dumps(code(method))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"literal", "withLoader", "loadClass", "findClass", "constant", "setConstant", "local", "array"})
    void namedClassIsShipped(String method) {
        assertThat(run(method)).isEqualTo("plugin");
        assertThat(program.jar().build().explain(code(method)).warnings()).isEmpty();
    }

    @Test
    void optionalClassIsNotRequired() {
        assertThat(run("optional")).isEqualTo("absent");
    }

    @Test
    void computedNameIsWarnedOf() {
        String warning =
                "acme.Job.lambda$computed$N names a class at run time, with Class.forName: it is shipped only if"
                        + " something else mentions it";
        assertThat(run("computed")).isEqualTo("java.lang.String");
        Explanation explanation = program.jar().build().explain(code("computed"));

        assertThat(explanation.warnings())
                .extracting(RuntimeNamesTest::withoutNumber)
                .isEqualTo(List.of(warning));
        assertThat(withoutNumber(explanation.toString()))
                .endsWith(System.lineSeparator() + "  warning         " + warning);
    }

    /** Compilers number lambdas differently. */
    private static String withoutNumber(String text) {
        return text.replaceAll("(lambda\\$computed\\$)\\d+", "$1N");
    }
}
