package io.picklejar.coupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.Worker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By-reference classes that would have to see by-value ones are found while pickling. */
final class ReferenceEdgesTest {
    @TempDir
    private Path directory;

    private static final String PLUGIN = """
            package acme;
            public class Plugin { public String name() { return "plugin"; } }
            """;

    private static final String REGISTRY = """
            package acme;
            public class RefRegistry {
                public static String describe() { return RefFactory.build(); }
                public static Object make() { return new Plugin(); }
                public static Plugin typed() { return null; }
                public static Plugin held;
                public static String text() { return "text"; }
                public static String unusedHere(Object o) { return ((Plugin) o).name(); }
            }
            package acme;
            class RefFactory { static String build() { return new Plugin().name(); } }
            """;

    private SplitProgram program(String body) {
        return new SplitProgram(directory, name -> name.startsWith("acme.Ref"), PLUGIN, REGISTRY, """
                package acme;
                public class Job {
                    public static java.util.function.Supplier<Object> job() { return () -> %s; }
                }
                """.formatted(body));
    }

    private void assertRefused(SplitProgram program, String message) {
        PickleJar jar = program.jar().build();
        Object job = program.job("acme.Job");
        assertThatThrownBy(() -> jar.dumps(job))
                .isInstanceOf(PicklingException.class)
                .hasMessage(message + " [inseparable-classes]");
    }

    @Row("jvm_by_reference_names_by_value")
    @Test
    void methodThatMakesAByValueObject() {
        assertRefused(
                program("RefRegistry.make()"),
                "acme.Job (by value) calls acme.RefRegistry.make (by reference), which names acme.Plugin (by value):"
                        + " the receiver's RefRegistry would not see it at $; ship both, with"
                        + " .byValue(ClassRule.className(\"acme.RefRegistry\")), or neither");
    }

    @Row("jvm_by_reference_names_by_value")
    @Test
    void methodThatCallsOneThatDoes() {
        assertRefused(
                program("RefRegistry.describe()"),
                "acme.Job (by value) calls acme.RefRegistry.describe (by reference), which calls acme.RefFactory.build"
                        + " (by reference), which names acme.Plugin (by value): the receiver's RefFactory would not see"
                        + " it at $; ship both, with"
                        + " .byValue(ClassRule.className(\"acme.RefRegistry\")).byValue(ClassRule.className(\"acme.RefFactory\")),"
                        + " or neither");
    }

    @Test
    void signatureThatNamesAByValueClass() {
        assertRefused(
                program("RefRegistry.typed()"),
                "acme.Job (by value) calls acme.RefRegistry.typed (by reference), whose signature names acme.Plugin (by"
                        + " value): the receiver's RefRegistry would not see it at $; ship both, with"
                        + " .byValue(ClassRule.className(\"acme.RefRegistry\")), or neither");
    }

    /** The interface names the class in a descriptor only, and is of another package and jar. */
    @Test
    void signatureOfAnotherPackage() {
        SplitProgram program = new SplitProgram(directory, name -> name.startsWith("api."), PLUGIN, """
                package api;
                public interface Sink { void take(acme.Plugin plugin); }
                package acme;
                public class Job {
                    static void give(api.Sink sink) { sink.take(new Plugin()); }
                    public static java.util.function.Consumer<api.Sink> job() { return sink -> give(sink); }
                }
                """);
        assertRefused(
                program,
                "acme.Job (by value) calls api.Sink.take (by reference), whose signature names acme.Plugin (by value):"
                        + " the receiver's Sink would not see it at $; ship both, with"
                        + " .byValue(ClassRule.className(\"api.Sink\")), or neither");
    }

    @Test
    void fieldOfAByValueType() {
        assertRefused(
                program("RefRegistry.held"),
                "acme.Job (by value) uses acme.RefRegistry.held (by reference), whose type is acme.Plugin (by value):"
                        + " the receiver's RefRegistry would not see it at $; ship both, with"
                        + " .byValue(ClassRule.className(\"acme.RefRegistry\")), or neither");
    }

    @Test
    void methodsThatNobodyCallsDoNotMatter() {
        SplitProgram program = program("RefRegistry.text() + new Plugin().name()");
        PickleJar jar = program.jar().build();
        try (Worker worker =
                Worker.builder().alsoOnClassPath(program.referenceJar()).start()) {
            String answer = jar.loads(worker.runPickle(jar.dumps(program.job("acme.Job"))));
            assertThat(answer).isEqualTo("textplugin");
        }
    }

    @Row("jvm_loader_constraints")
    @Test
    void overriddenMethodWhoseSignatureNamesAByValueClass() {
        SplitProgram program = new SplitProgram(directory, name -> name.startsWith("acme.Ref"), PLUGIN, """
                package acme;
                public interface RefHandler { String handle(Plugin plugin); }
                package acme;
                public class Job implements RefHandler {
                    public String handle(Plugin plugin) { return plugin.name(); }
                    public static Object job() { return new Job(); }
                }
                """);
        assertRefused(
                program,
                "acme.Job (by value) overrides acme.RefHandler.handle (by reference), whose signature names acme.Plugin"
                        + " (by value): the receiver's RefHandler would not see it at $; ship both, with"
                        + " .byValue(ClassRule.className(\"acme.RefHandler\")), or neither");
    }

    @Row("jvm_loader_constraints")
    @Test
    void lambdaOfAnInterfaceWhoseSignatureNamesAByValueClass() {
        SplitProgram program = new SplitProgram(directory, name -> name.startsWith("acme.Ref"), PLUGIN, """
                package acme;
                public interface RefHandler { String handle(Plugin plugin); }
                package acme;
                public class Job {
                    public static Object job() { RefHandler handler = plugin -> plugin.name(); return handler; }
                }
                """);
        assertRefused(
                program,
                "acme.Job (by value) implements acme.RefHandler.handle (by reference), whose signature names acme.Plugin"
                        + " (by value): the receiver's RefHandler would not see it at $; ship both, with"
                        + " .byValue(ClassRule.className(\"acme.RefHandler\")), or neither");
    }

    @Test
    void byReferenceSuperclassWithAByValueSuperclass() {
        SplitProgram program = new SplitProgram(directory, name -> name.startsWith("acme.Ref"), PLUGIN, """
                package acme;
                public class RefMiddle extends Plugin {}
                package acme;
                public class Job extends RefMiddle {
                    public static Object job() { return new Job(); }
                }
                """);
        assertRefused(
                program,
                "acme.Job (by value) extends acme.RefMiddle (by reference), which extends acme.Plugin (by value): the"
                        + " receiver's RefMiddle would not see it at $; ship both, with"
                        + " .byValue(ClassRule.className(\"acme.RefMiddle\")), or neither");
    }

    /** The receiver has all of it; a changed version of two classes is shipped on top. */
    @Test
    void installedClassesMayBeShippedWhereNoTypeCrosses() {
        SplitProgram program = new SplitProgram(directory, name -> true, PLUGIN, REGISTRY, """
                package acme;
                public class Job {
                    public static java.util.function.Supplier<Object> job() {
                        return () -> RefRegistry.describe() + " and " + new Plugin().name();
                    }
                }
                """);
        PickleJar jar = program.jar()
                .byValue(ClassRule.className("acme.Job"))
                .byValue(ClassRule.className("acme.Plugin"))
                .build();
        try (Worker worker =
                Worker.builder().alsoOnClassPath(program.referenceJar()).start()) {
            String answer = jar.loads(worker.runPickle(jar.dumps(program.job("acme.Job"))));
            assertThat(answer).isEqualTo("plugin and plugin");
        }
    }
}
