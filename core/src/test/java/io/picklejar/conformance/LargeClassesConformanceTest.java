package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Code near the limits of a class file; JVMS 4.11. */
final class LargeClassesConformanceTest {
    private static void runsThere(String body, Object expected) {
        Object closure = RunScript.runScript("""
                public class Script {
                    static class Instance { @Override public String toString() { return "" + code(); } }
                    public static Object[] run() {
                        return new Object[] {
                            (java.util.function.Supplier<Object> & java.io.Serializable) () -> code(), new Instance()
                        };
                    }
                    %s
                }
                """.formatted(body));
        Object[] shapes = (Object[]) closure;
        assertThat(((Supplier<?>) shapes[0]).get()).isEqualTo(expected);
        try (Worker worker = Worker.start()) {
            byte[] sliced = PickleJar.standard().dumps(shapes[0]);
            byte[] whole = PickleJar.standard().dumps(shapes[1]);

            assertThat(worker.<Object>run(sliced)).isEqualTo(expected);
            assertThat(worker.describe(worker.load(whole))).isEqualTo("" + expected);
            assertThat(worker.echoPickle(sliced)).isEqualTo(sliced);
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("jvm_large_classes")
    @Test
    void methodOfNearly64Kilobytes() {
        String statements = "x = x * 31 + 1234567;\n".repeat(8_100);

        runsThere("static Object code() { int x = 1;\n" + statements + "return x; }", repeated(8_100));
    }

    private static int repeated(int times) {
        int x = 1;
        for (int i = 0; i < times; i++) {
            x = x * 31 + 1234567;
        }
        return x;
    }

    @Row("jvm_large_classes")
    @Test
    void jumpsOfMoreThan32Kilobytes() {
        String statements = "x = x * 31 + 1234567;\n".repeat(6_000);

        runsThere("""
                static Object code() {
                    int x = 1;
                    int rounds = 0;
                    while (rounds < 2) {
                        if (rounds == 1) { rounds = 5; continue; }
                        if (x != 0) {
                            %s
                        } else {
                            x = 7;
                        }
                        rounds++;
                    }
                    return x;
                }
                """.formatted(statements), repeated(6_000));
    }

    @Row("jvm_large_classes")
    @Test
    void constantPoolThatIsNearlyFull() {
        StringBuilder members = new StringBuilder();
        // Each string takes two entries; a method must stay below 64 KB, the pool below 65,535 entries.
        for (int part = 0; part < 15; part++) {
            members.append("static int part%d() { int x = 0;\n".formatted(part));
            for (int i = 0; i < 2_000; i++) {
                members.append("x += \"%s\".length();\n".formatted("s" + part + "_" + i));
            }
            members.append("return x; }\n");
        }
        members.append("static Object code() { int x = 0;\n");
        int expected = 0;
        for (int part = 0; part < 15; part++) {
            members.append("x += part%d();\n".formatted(part));
            for (int i = 0; i < 2_000; i++) {
                expected += ("s" + part + "_" + i).length();
            }
        }
        runsThere(members + "return x; }", expected);
    }

    @Row("jvm_large_classes")
    @Test
    void moreThan255LocalVariables() {
        StringBuilder locals = new StringBuilder();
        StringBuilder sum = new StringBuilder("0");
        for (int i = 0; i < 300; i++) {
            locals.append("long v%d = System.nanoTime() == 0 ? 1 : %d;\n".formatted(i, i));
            sum.append(" + v").append(i);
        }
        runsThere(
                "static Object code() {\n" + locals + "int wide = 1; wide += 1000; v299++;\nreturn wide + " + sum
                        + "; }",
                1001L + 300L * 299 / 2 + 1);
    }

    @Row("jvm_large_classes")
    @Test
    void lambdaThatCapturesAsManyValuesAsMethodsMayHave() {
        StringBuilder locals = new StringBuilder();
        StringBuilder sum = new StringBuilder("0");
        for (int i = 0; i < 250; i++) {
            locals.append("int v%d = (int) (System.nanoTime() * 0) + %d;\n".formatted(i, i));
            sum.append(" + v").append(i);
        }
        runsThere(
                "static Object code() {\n" + locals + "java.util.function.Supplier<Object> inner = () -> " + sum
                        + ";\nreturn inner.get(); }",
                250 * 249 / 2);
    }
}
