package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is defined together, and what sees what. */
@SuppressWarnings("serial")
final class UnitsConformanceTest {
    @Row("jvm_two_loaders_same_name")
    @Test
    void twoClassesOfOneNameStayTwo() {
        String source = """
                package x;
                public class Foo {
                    @Override public String toString() { return "%s"; }
                    public static Object run() { return new Foo(); }
                }
                """;
        Object first = RunScript.runScript(source.formatted("first"));
        Object second = RunScript.runScript(source.formatted("second"));
        Place.Task<Object[], List<Object>> check = foos -> List.of(
                foos[0].toString(),
                foos[1].toString(),
                foos[0].getClass() == foos[1].getClass(),
                foos[0].getClass().getName().equals(foos[1].getClass().getName()));
        try (Worker worker = Worker.start()) {
            assertThat(worker.call(check, new Object[] {first, second}))
                    .containsExactly("first", "second", false, true);
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("jvm_by_reference_calls_back_by_value")
    @Test
    void byReferenceCodeCallsBackThroughASharedInterface(@TempDir Path directory) throws Exception {
        UserJar api = UserJar.compile(directory.resolve("api.jar"), List.of(), """
                package api;
                public class Runner {
                    public interface Step { int step(int x); }
                    public static abstract class Base implements Step {
                        protected abstract int half(int x);
                        @Override public int step(int x) { return 2 * half(x); }
                    }
                    public static int run(Step step, int x) { return step.step(x) + 1; }
                }
                """);
        UserJar jobs = UserJar.compile(directory.resolve("jobs.jar"), List.of(api), """
                package jobs;
                import api.Runner;
                public class Jobs {
                    public interface Code extends java.util.function.Supplier<Integer>, java.io.Serializable {}
                    static class Twice extends Runner.Base {
                        @Override protected int half(int x) { return x; }
                    }
                    public static Object run() {
                        return (Code) () -> Runner.run(x -> x * 10, 4) + Runner.run(new Twice(), 50);
                    }
                }
                """);
        try (var loader = UserJar.loader(api, jobs);
                Worker worker = Worker.builder().alsoOnClassPath(api.path()).start()) {
            PickleJar jar = PickleJar.builder()
                    .classLoader(loader)
                    .byValue(ClassRule.packageName("jobs"))
                    .build();
            Object lambda = UserJar.load(loader, "jobs.Jobs").getMethod("run").invoke(null);

            byte[] pickle = jar.dumps(lambda);

            assertThat(ShippedClasses.in(pickle).names()).noneMatch(name -> name.startsWith("api."));
            assertThat(worker.<Integer>run(pickle)).isEqualTo(142);
            assertThat(worker.output()).isEmpty();
        }
    }

    private static final String SHARED = """
            public class Script {
                public static Object[] run() { return new Object[] {new X(), new Y(), new Z()}; }
            }
            class X { Y y = new Y(); }
            class Y { static int count; int number = ++count; }
            class Z extends Y {}
            """;

    @Row("jvm_unit_granularity")
    @Test
    void payloadsAgreeOnAClassWhateverComesWithIt() {
        Object[] all = RunScript.runScript(SHARED);
        byte[] first = CloudPickle.dumps(new Object[] {all[0], all[1]});
        byte[] second = CloudPickle.dumps(new Object[] {all[1], all[2]});
        PickleJar receiver = PickleJar.builder()
                .classLoader(new ClassLoader(getClass().getClassLoader()) {})
                .build();

        Object[] xy = receiver.loads(first);
        Object[] yz = receiver.loads(second);

        assertThat(xy[1].getClass().getName()).isEqualTo("Y");
        assertThat(xy[1].getClass()).isSameAs(yz[0].getClass()).isNotSameAs(all[1].getClass());
        assertThat(yz[1].getClass().getSuperclass()).isSameAs(xy[1].getClass());
    }

    @Row("jvm_thousand_closures_in_small_metaspace")
    @Test
    void classesOfAThousandClosuresAreUnloaded() {
        int closures = 1000;
        StringBuilder source = new StringBuilder("import java.io.Serializable;\nimport java.util.function.Supplier;\n"
                + "class Script { static Object[] all = new Object[1000];\nstatic Object[] run() {");
        for (int i = 0; i < 20; i++) {
            source.append("part%d(); ".formatted(i));
        }
        source.append("return all; }\n");
        for (int i = 0; i < 20; i++) {
            source.append("static void part%d() {\n".formatted(i));
            for (int j = 50 * i; j < 50 * i + 50; j++) {
                source.append("all[%d] = Made%d.closure();\n".formatted(j, j));
            }
            source.append("}\n");
        }
        source.append("}\n");
        for (int i = 0; i < closures; i++) {
            source.append("""
                    class Made%1$d {
                        int value = %1$d;
                        static Object closure() {
                            return (Supplier<Object> & Serializable) () -> "made" + new Made%1$d().value + %1$d;
                        }
                    }
                    """.formatted(i));
        }
        Object[] all = RunScript.runScript(source.toString());
        try (Worker worker = Worker.builder()
                .jvmArgument("-XX:MaxMetaspaceSize=64m")
                .jvmArgument("-Xmx128m")
                .start()) {
            for (int i = 0; i < closures; i++) {
                assertThat(worker.<String>run(CloudPickle.dumps(all[i]))).isEqualTo("made" + i + i);
            }
            assertThat(worker.classesLoaded()).isLessThan(4000);
            assertThat(worker.output()).isEmpty();
        }
    }
}
