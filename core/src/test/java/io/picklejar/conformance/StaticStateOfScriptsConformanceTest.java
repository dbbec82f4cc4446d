package io.picklejar.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.policy.Isolation;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The static state of code that exists in no file, and of code that does, on a receiver that lacks both. */
@SuppressWarnings({"UnnecessaryLambda", "serial", "StringConcatToTextBlock"})
final class StaticStateOfScriptsConformanceTest {
    private static final int MEGABYTE = 1 << 20;

    private static Worker worker;

    @BeforeAll
    static void startWorker() {
        worker = Worker.start();
    }

    @AfterAll
    static void stopWorker() {
        worker.close();
        assertThat(worker.output()).isEmpty();
    }

    @Row("test_interactively_defined_function")
    @Test
    void tenShapesOfInteractiveCode() {
        Map<String, Object> shapes = RunScript.runScript("""
                import java.util.function.Supplier;
                public class Script {
                    interface Code extends Supplier<Object>, java.io.Serializable {}
                    static final int CONSTANT = Integer.parseInt("41");
                    static Thing instance = new Thing(40);
                    public static class Thing {
                        final int value;
                        public Thing(int value) { this.value = value; }
                        public int plusOne() { return value + 1; }
                        @Override public String toString() { return "thing " + plusOne(); }
                    }
                    static String greet() { return "static method"; }
                    static int factorial(int n) { return n == 0 ? 1 : n * factorial(n - 1); }
                    public static java.util.Map<String, Object> run() {
                        java.util.Map<String, Object> shapes = new java.util.LinkedHashMap<>();
                        Thing captured = new Thing(6);
                        shapes.put("lambda", (Code) () -> "plain");
                        shapes.put("static method reference", (Code) Script::greet);
                        shapes.put("class", Thing.class);
                        shapes.put("instance", new Thing(1));
                        shapes.put("lambda that returns a class", (Code) () -> Thing.class.getSimpleName());
                        shapes.put("lambda that makes an instance", (Code) () -> new Thing(2).plusOne());
                        shapes.put("lambda that captures an instance", (Code) () -> captured.plusOne());
                        shapes.put("lambda with a constant", (Code) () -> CONSTANT + 1);
                        shapes.put("lambda with a static instance", (Code) () -> instance.plusOne());
                        shapes.put("lambda with a recursive method", (Code) () -> factorial(5));
                        return shapes;
                    }
                }
                """);

        assertThat(shapes.keySet()).hasSize(10).allSatisfy(name -> {
            Object shape = requireNonNull(shapes.get(name));
            byte[] pickle = CloudPickle.dumps(shape);
            switch (name) {
                case "class" -> assertThat(worker.describe(worker.load(pickle))).isEqualTo("class Script$Thing");
                case "instance" ->
                    assertThat(worker.describe(worker.load(pickle))).isEqualTo("thing 2");
                default -> assertThat(worker.<Object>run(pickle)).isEqualTo(((Supplier<?>) shape).get());
            }
        });
    }

    private static final String GLOBAL_VARIABLE = """
            public class Script {
                public interface Code extends java.util.function.Supplier<String>, java.io.Serializable {}
                public static String variable = "default_value";
                public static Object[] run() {
                    Code f0 = () -> { variable = "changed_by_f0"; return variable; };
                    Code f1 = () -> variable;
                    return new Object[] {f0, f1};
                }
            }
            """;

    /** Calls functions one after the other. */
    private static Place.Task<Object[], List<Object>> callingAll() {
        return functions -> {
            List<Object> results = new ArrayList<>();
            for (Object function : functions) {
                results.add(((Supplier<?>) function).get());
            }
            return results;
        };
    }

    @Row("test_interactively_defined_global_variable")
    @Test
    void functionsOfOnePayloadShareAGlobalVariable() {
        Object[] functions = RunScript.runScript(GLOBAL_VARIABLE);
        byte[] both = worker.jar().dumps(new Object[] {
            callingAll(), new Object[] {functions[1], functions[0], functions[1]}
        });
        byte[] second = worker.jar().dumps(functions[1]);

        assertThat(worker.<List<Object>>run(both)).containsExactly("default_value", "changed_by_f0", "changed_by_f0");
        assertThat(worker.<String>run(second)).isEqualTo("default_value");
        assertThat(((Supplier<?>) functions[1]).get()).isEqualTo("default_value");
    }

    /** A class with a file and a static variable. */
    private static final class Global {
        private static String variable = "default_value";

        interface Code extends Supplier<String>, Serializable {}

        private Global() {}

        static Code setter() {
            return () -> {
                variable = "changed_by_f0";
                return variable;
            };
        }

        static Code getter() {
            return () -> variable;
        }
    }

    @Row("test_closure_interacting_with_a_global_variable")
    @Test
    void closuresOfOnePayloadShareAGlobalVariable() {
        Object[] calls = {Global.getter(), Global.setter(), Global.getter()};
        byte[] both = worker.jar().dumps(new Object[] {callingAll(), calls});
        byte[] second = worker.jar().dumps(Global.getter());

        assertThat(worker.<List<Object>>run(both)).containsExactly("default_value", "changed_by_f0", "changed_by_f0");
        assertThat(worker.<String>run(second)).isEqualTo("default_value");
        assertThat(Global.variable).isEqualTo("default_value");
    }

    @Row("test_interactive_remote_function_calls")
    @Test
    void redefinedFunctionRunsItsNewCode() {
        String source = """
                public class Script {
                    public interface Code extends java.util.function.Supplier<Integer>, java.io.Serializable {}
                    static int interactiveFunction(int x) { return x %s; }
                    public static Object run() {
                        return (Code) () -> interactiveFunction(20);
                    }
                }
                """;
        byte[] before = CloudPickle.dumps(RunScript.runScript(source.formatted("+ 1")));
        byte[] after = CloudPickle.dumps(RunScript.runScript(source.formatted("* 2")));

        assertThat(worker.<Integer>run(before)).isEqualTo(21);
        assertThat(worker.<Integer>run(after)).isEqualTo(40);
        assertThat(worker.<Integer>run(before)).isEqualTo(21);
        assertThat(PickleJar.unitsIn(after)).doesNotContainSequence(PickleJar.unitsIn(before));
    }

    private static final String MUTATE = """
            public class Script {
                public interface Code extends java.util.function.Supplier<Integer>, java.io.Serializable {}
                static int counter = 0;
                static int mutateGlobals() { return ++counter; }
                public static Object run() { return (Code) () -> mutateGlobals(); }
                public static Object counter() { return counter; }
            }
            """;

    @Row("test_interactive_remote_function_calls_no_side_effect")
    @Test
    void remoteCallsHaveNoSideEffects() {
        Class<?> script = RunScript.compile(MUTATE);
        byte[] pickle = CloudPickle.dumps(RunScript.<Object>call(script, "run"));

        assertThat(worker.<Integer>run(pickle)).isEqualTo(1);
        assertThat(worker.<Integer>run(pickle)).isEqualTo(1);
        assertThat(RunScript.<Integer>call(script, "counter")).isZero();
        assertThat(worker.hasClass("Script")).isFalse();
    }

    @Row("test_interactive_remote_function_calls_no_side_effect")
    @Test
    void staticsOfATypeAreSharedByAllPayloads() {
        byte[] pickle = CloudPickle.dumps(RunScript.runScript("""
                public class Script implements java.util.function.Supplier<Integer> {
                    static int counter = 0;
                    public Integer get() { return ++counter; }
                    public static Object run() { return new Script(); }
                }
                """));
        int held = worker.load(pickle);

        assertThat(worker.<Integer>run(pickle)).isEqualTo(1);
        assertThat(worker.<Integer>run(pickle)).isEqualTo(2);
        worker.forget(held);
    }

    @Row("test_interactive_remote_function_calls_no_side_effect")
    @Test
    void holdersWithStateAreNotSharedEvenIfHoldersAre() {
        byte[] pickle = CloudPickle.dumps(RunScript.runScript(MUTATE));
        PickleJar shared = PickleJar.builder()
                .classLoader(new ClassLoader(getClass().getClassLoader()) {})
                .isolation(Isolation.SHARED)
                .build();

        Supplier<Integer> first = shared.loads(pickle);
        Supplier<Integer> second = shared.loads(pickle);

        assertThat(List.of(first.get(), first.get(), second.get())).containsExactly(1, 2, 1);
    }

    private static Place.Task<byte[], Integer> lengthPlus(byte[] captured) {
        return x -> x.length + captured.length;
    }

    @Row("test_interactive_remote_function_calls_no_memory_leak")
    @Test
    void callsLeaveNothingBehind() {
        byte[] none = {};
        for (int i = 0; i < 30; i++) {
            worker.call(lengthPlus(new byte[MEGABYTE + i]), none);
        }
        long heap = worker.heapUsed();
        long metaspace = worker.metaspaceUsed();

        for (int i = 0; i < 100; i++) {
            assertThat(worker.call(lengthPlus(new byte[MEGABYTE + i]), none)).isEqualTo(MEGABYTE + i);
        }

        assertThat(worker.heapUsed()).isLessThan(heap + 5 * MEGABYTE);
        assertThat(worker.metaspaceUsed()).isCloseTo(metaspace, within(400_000L));
    }

    @Row("test_interactive_remote_function_calls_no_memory_leak")
    @Test
    void classesOfPastCallsAreUnloaded() {
        StringBuilder source = new StringBuilder("import java.util.function.Supplier;\nclass Script {\n"
                + "static Object[] run() { Object[] all = new Object[110];\n");
        IntStream.range(0, 110).forEach(i -> source.append("all[%d] = new Part%d();\n".formatted(i, i)));
        source.append("return all; } }\n");
        IntStream.range(0, 110)
                .forEach(i -> source.append(
                        "class Part%d implements Supplier<Integer> { public Integer get() { return %d; } }\n"
                                .formatted(i, i)));
        Object[] parts = RunScript.runScript(source.toString());
        for (int i = 0; i < 10; i++) {
            worker.run(CloudPickle.dumps(parts[i]));
        }
        long before = worker.classesLoaded();

        for (int i = 10; i < 110; i++) {
            assertThat(worker.<Integer>run(CloudPickle.dumps(parts[i]))).isEqualTo(i);
        }

        assertThat(worker.classesLoaded()).isLessThan(before + 20);
    }
}
