package io.picklejar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RunScriptTest {
    private static final String SCRIPT = """
            package notebook;

            record Cell(int number) {}

            final class Second {
                static java.util.function.Supplier<String> run() {
                    Cell cell = new Cell(7);
                    return () -> "in " + cell;
                }
            }
            """;

    @Test
    void runsAScript() {
        Supplier<String> greeting = RunScript.runScript("""
                public class Script {
                    public static java.util.function.Supplier<String> run() {
                        return () -> "hello";
                    }
                }
                """);

        assertThat(greeting.get()).isEqualTo("hello");
    }

    @Test
    void scriptMayHaveSeveralTypesAndAPackage() throws ReflectiveOperationException {
        Class<?> cell = RunScript.compile(SCRIPT);
        Class<?> second = Class.forName("notebook.Second", true, cell.getClassLoader());

        Supplier<String> supplier = RunScript.call(second, "run");

        assertThat(supplier.get()).isEqualTo("in Cell[number=7]");
    }

    @Test
    void loaderServesItsClassFilesUnlessHidden() throws IOException {
        ClassLoader served = RunScript.compile(SCRIPT).getClassLoader();
        ClassLoader hidden = RunScript.compileWithoutClassFiles(SCRIPT).getClassLoader();

        try (InputStream in = served.getResourceAsStream("notebook/Cell.class")) {
            assertThat(in.readNBytes(4)).containsExactly(0xCA, 0xFE, 0xBA, 0xBE);
        }
        assertThat(hidden.getResourceAsStream("notebook/Cell.class")).isNull();
    }

    @Test
    void classesHaveNoLocationAndAreNewEachTime() {
        Class<?> first = RunScript.compile(SCRIPT);
        Class<?> second = RunScript.compile(SCRIPT);

        assertThat(first.getProtectionDomain().getCodeSource().getLocation()).isNull();
        assertThat(first).isNotSameAs(second);
    }

    @Test
    void mistakesOfTheScriptAreShown() {
        assertThatThrownBy(() -> RunScript.compile("class Script { int x = \"text\"; }"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the script does not compile:\n")
                .hasMessageContaining("incompatible types");
        assertThatThrownBy(() -> RunScript.compile("int x = 1;"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the script declares no type:\nint x = 1;");
    }
}
