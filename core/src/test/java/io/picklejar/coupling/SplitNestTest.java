package io.picklejar.coupling;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.Worker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of one nest, which see each other's private parts, of which a rule ships some. */
final class SplitNestTest {
    @TempDir
    private Path directory;

    private SplitProgram program() {
        return new SplitProgram(directory, name -> true, """
                package acme;
                public class Outer {
                    private static int count = 1;
                    private String secret = "s";
                    private Outer(int n) { count += n; }
                    private static String twice(String text) { return text + text; }
                    private String whisper() { return "w" + secret; }
                    public static class Inner implements java.util.function.Supplier<String> {
                        private Deep deep = new Deep();
                        public String get() {
                            Outer outer = new Outer(2);
                            outer.secret += "!";
                            java.util.function.UnaryOperator<String> f = Outer::twice;
                            return outer.whisper() + count + f.apply("t") + deep.depth();
                        }
                        public static Object job() { return new Inner(); }
                        private static class Deep { private int depth() { return 9; } }
                    }
                    public static class Sibling {}
                }
                """);
    }

    private static List<String> byValue(PickleJar jar, Object job) {
        return jar.explain(job).classes().stream()
                .filter(Explanation.ClassUse::byValue)
                .map(use -> use.className() + ": " + use.reason())
                .toList();
    }

    private static String answer(SplitProgram program, PickleJar jar, Object job, String... jvmArguments) {
        Worker.Builder builder = Worker.builder().alsoOnClassPath(program.referenceJar());
        for (String each : jvmArguments) {
            builder.jvmArgument(each);
        }
        try (Worker worker = builder.start()) {
            return jar.loads(worker.runPickle(jar.dumps(job)));
        }
    }

    @Test
    void nestComesAlong() {
        SplitProgram program = program();
        PickleJar jar =
                program.jar().byValue(ClassRule.className("acme.Outer$Inner")).build();
        Object job = program.job("acme.Outer$Inner");

        assertThat(byValue(jar, job))
                .containsExactly(
                        "acme.Outer: pulled in: acme.Outer$Inner is of its nest",
                        "acme.Outer$Inner: rule class acme.Outer$Inner",
                        "acme.Outer$Inner$Deep: rule class acme.Outer$Inner",
                        "acme.Outer$Sibling: pulled in: acme.Outer$Inner is of its nest");
        assertThat(answer(program, jar, job)).isEqualTo("ws!3tt9");
    }

    @Test
    void privateMembersOfOneThatMayNotComeAlongAreBridged() {
        SplitProgram program = program();
        PickleJar jar = program.jar()
                .byReference(ClassRule.className("acme.Outer"))
                .byValue(ClassRule.className("acme.Outer$Inner"))
                .build();
        Object job = program.job("acme.Outer$Inner");

        assertThat(byValue(jar, job))
                .containsExactly(
                        "acme.Outer$Inner: rule class acme.Outer$Inner",
                        "acme.Outer$Inner$Deep: rule class acme.Outer$Inner");
        assertThat(answer(program, jar, job)).isEqualTo("ws!3tt9");
        assertThat(answer(program, jar, job, "-Dio.picklejar.access=none")).isEqualTo("ws!3tt9");
    }

    /** Only slices of the two are shipped, and nothing of their host. */
    @Test
    void nestmatesWithoutTheirHostStayNestmates() {
        SplitProgram program = new SplitProgram(directory, name -> false, """
                package acme;
                public class Outer {
                    public static class Inner {
                        public static java.util.function.Supplier<String> job() { return () -> Deep.depth("d"); }
                    }
                    private static class Deep { private static String depth(String text) { return text + 9; } }
                }
                """);

        assertThat(answer(program, program.jar().build(), program.job("acme.Outer$Inner")))
                .isEqualTo("d9");
    }
}
