package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.policy.DebugInfo;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal code and equal graphs give equal bytes, in any JVM. */
@SuppressWarnings({
    "UnnecessaryLambda",
    "serial",
    "StringOperationCanBeSimplified",
    "UnusedVariable",
    "InlineMeSuggester",
    "EnumOrdinal"
})
final class DeterminismConformanceTest {
    interface Code extends Supplier<Object>, Serializable {}

    /** A worker that has the classes of the tests. */
    private static Worker withTests(String... jvmArguments) {
        Worker.Builder builder = Worker.builder().alsoOnClassPath(Path.of("target/test-classes"));
        Arrays.asList(jvmArguments).forEach(builder::jvmArgument);
        return builder.start();
    }

    /** Reads several statics. */
    private static final class Globals {
        private static int number = 5;
        private static String text = "text";
        private static List<String> list = new ArrayList<>(List.of("a", "b"));
        private static long[] array = {1, 2, 3};

        private Globals() {}

        static byte[] pickle() {
            Code code = () -> text + list + number + Arrays.toString(array);
            return Place.JAR.dumps(code);
        }
    }

    @Row("test_deterministic_pickle_bytes_for_function")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:hashCode=0 -XX:TieredStopAtLevel=1",
                "-XX:hashCode=1 -XX:-UseSerialGC -XX:+UseParallelGC",
                "-XX:hashCode=3 -XX:-UseSerialGC -XX:+UseG1GC",
                "-XX:hashCode=4 -Xshare:off",
                "-XX:hashCode=5 -Xint"
            })
    void functionWithStatics(String options) {
        List<String> arguments = new ArrayList<>(List.of("-XX:+UnlockExperimentalVMOptions"));
        arguments.addAll(List.of(options.split(" ")));
        try (Worker worker = withTests(arguments.toArray(String[]::new))) {
            byte[] there = worker.call((Callable<byte[]> & Serializable) Globals::pickle);

            assertThat(there).isEqualTo(Globals.pickle());
        }
    }

    /** The class files are the same there: what travels with them is, too. */
    @Row("jvm_same_bytes_on_another_jdk")
    @Test
    void codeAndDataOnAnotherJdk() {
        int other = Runtime.version().feature() == 17 ? 25 : 17;
        Path home = JdkHomes.ofVersion(other)
                .orElseGet(() -> Assumptions.abort("there is no JDK " + other + " on this machine"));
        List<Integer> order = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7));
        try (Worker worker = Worker.builder()
                .jdk(home)
                .alsoOnClassPath(Path.of("target/test-classes"))
                .start()) {
            byte[] code = worker.call((Callable<byte[]> & Serializable) Globals::pickle);
            byte[] data = worker.call((Place.Task<List<Integer>, byte[]>) DeterminismConformanceTest::hashed, order);

            assertThat(worker.javaVersion()).isEqualTo(other);
            assertThat(code).isEqualTo(Globals.pickle());
            Collections.reverse(order);
            assertThat(data).isEqualTo(hashed(order));
        }
    }

    private static byte[] scriptPickle(String source) {
        return CloudPickle.dumps(RunScript.runScript(source));
    }

    private static void compiledThereIsAsCompiledHere(String source) {
        byte[] here = scriptPickle(source);
        try (Worker worker = withTests()) {
            byte[] there = worker.call((Place.Task<String, byte[]>) DeterminismConformanceTest::scriptPickle, source);

            assertThat(there).isEqualTo(here);
            assertThat(PickleJar.unitsIn(there))
                    .isEqualTo(PickleJar.unitsIn(here))
                    .isNotEmpty();
        }
    }

    @Row("test_dynamic_func_deterministic_roundtrip")
    @Test
    void functionCompiledElsewhere() {
        compiledThereIsAsCompiledHere("""
                public class Script {
                    static int base = 3;
                    static int add(int x) { return x + base; }
                    public static Object run() {
                        String captured = "text";
                        return (java.util.function.Supplier<Object> & java.io.Serializable) () -> captured + add(1);
                    }
                }
                """);
    }

    @Row("test_dynamic_class_deterministic_roundtrip")
    @Test
    void classCompiledElsewhere() {
        compiledThereIsAsCompiledHere("""
                public class Script {
                    final int x = 1;
                    String y = "y";
                    static String z = "z";
                    int sum() { return x + y.length() + z.length(); }
                    public static Object run() { return new Object[] {Script.class, new Script()}; }
                }
                """);
    }

    private static void comesBackAsItLeft(Object value) {
        byte[] left = Place.JAR.dumps(value);
        try (Worker worker = Worker.start()) {
            assertThat(worker.echoPickle(left)).isEqualTo(left);
        }
    }

    /** Members in no order. */
    @SuppressWarnings("unused")
    private static final class Disordered {
        private final int zeta = 1;
        private final String alpha = "alpha";

        private void z() {}

        private void a() {}

        private static final class Nested {}
    }

    /** Annotated, with type parameters. */
    @Deprecated
    @SuppressWarnings("unused")
    private static final class Annotated<T extends Comparable<T>> {
        @Deprecated
        private @Nullable T field;

        @Deprecated
        T method(T argument) {
            return argument;
        }
    }

    /** With constructors of its own. */
    private static final class Constructed {
        private final List<Object> values;

        Constructed(Object... values) {
            this.values = new ArrayList<>(Arrays.asList(values));
        }
    }

    @Row("test_deterministic_dynamic_class_attr_ordering_for_chained_pickling")
    @Test
    void pickledAgainByTheReceiver() {
        comesBackAsItLeft(new Disordered());
        comesBackAsItLeft(List.of(new Annotated<String>(), Annotated.class));
        comesBackAsItLeft(new Constructed(1, "two", new Constructed()));
    }

    /** Strings that are equal, in fields, statics, captures and names. */
    private static final class Strings {
        private static String shared = "shared";
        private final String literal = "value";
        private final String computed = new String("value");

        Code lambda() {
            String captured = new String("shared");
            return () -> shared + captured + literal + computed;
        }
    }

    @Row("test_deterministic_str_interning_for_chained_dynamic_class_pickling")
    @Test
    void equalStringsAreOne() {
        comesBackAsItLeft(new Object[] {"value", new String("value"), new Strings(), "literal", "Strings"});
        comesBackAsItLeft(new Strings().lambda());
        assertThat(Place.JAR.dumps(List.of("a", new String("a")))).isEqualTo(Place.JAR.dumps(List.of("a", "a")));
    }

    @Row("test_dynamic_class_determinist_subworker_tuple_memoization")
    @Test
    void sharedAndEqualImmutables() {
        List<Integer> shared = List.of(1, 1_000_000);
        Integer boxed = 1_000_000;

        comesBackAsItLeft(new Constructed(shared, shared, List.of(1, 1_000_000), List.of(), List.of()));
        comesBackAsItLeft(new Constructed(1, 1, boxed, boxed, 1_000_000, new int[0], new String[0]));
    }

    private static final String EDITED = """
            public class Script {
                %s
                static int helper(int x) { return x + 1; }
                static int unrelated() { return %s; }
                public static Object run() {
                    %s
                    return (java.util.function.Supplier<Object>) () -> helper(41);
                }
            }
            """;

    private static PickleJar stripped() {
        return PickleJar.builder().debugInfo(DebugInfo.STRIP).build();
    }

    private static byte[] edited(PickleJar jar, String member, String unrelated, String statement) {
        return jar.dumps(RunScript.runScript(EDITED.formatted(member, unrelated, statement)));
    }

    @Row("jvm_unrelated_edits_do_not_change_the_id")
    @Test
    void editsElsewhereInTheClass() {
        byte[] before = edited(stripped(), "", "1", "");

        assertThat(edited(stripped(), "", "2", "")).as("another body").isEqualTo(before);
        assertThat(edited(stripped(), "static java.util.List<String> more = java.util.List.of();", "1", ""))
                .as("another field")
                .isEqualTo(before);
        assertThat(edited(stripped(), "static int more(int x) { return x; }\n\n", "1", ""))
                .as("another method and blank lines")
                .isEqualTo(before);
    }

    @Row("jvm_unrelated_edits_do_not_change_the_id")
    @Test
    void blankLinesMatterToLineNumbersAlone() {
        PickleJar lines = PickleJar.standard();

        assertThat(edited(stripped(), "\n\n", "1", "")).isEqualTo(edited(stripped(), "", "1", ""));
        assertThat(edited(lines, "\n\n", "1", "")).isNotEqualTo(edited(lines, "", "1", ""));
    }

    private static final PickleJar CANONICAL =
            Place.JAR.toBuilder().deterministic(true).build();

    /** A key without a hash code of its own: its place in a hash container is chance. */
    private static final class Key {
        private final String name;

        Key(String name) {
            this.name = name;
        }
    }

    /** Containers whose order depends on hash codes, filled in this order. */
    private static byte[] hashed(List<Integer> order) {
        Set<Object> set = new HashSet<>();
        Map<Object, Object> map = new HashMap<>();
        Map<Object, Object> concurrent = new ConcurrentHashMap<>();
        Set<Object> identity = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i : order) {
            set.add(new Key("set" + i));
            set.add("text" + i);
            map.put(List.of(i, "key"), i);
            map.put(String.class, Set.of("a", "b", 'c', 4));
            concurrent.put(DebugInfo.values()[i % 3], new HashSet<>(List.of(Thread.State.values())));
            identity.add(new Key("identity" + i));
        }
        return CANONICAL.dumps(new Object[] {
            set, map, concurrent, identity, Set.of("x", "y", "z", 1, 2, 3), Map.of("k", 1, "l", 2, "m", 3)
        });
    }

    @Row("jvm_hash_order_does_not_change_bytes")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void orderOfHashContainers(int hashCodes) {
        List<Integer> order = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7));
        byte[] here = hashed(order);
        Collections.reverse(order);
        try (Worker worker = withTests("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=" + hashCodes)) {
            byte[] there = worker.call((Place.Task<List<Integer>, byte[]>) DeterminismConformanceTest::hashed, order);

            assertThat(there).isEqualTo(here);
        }
    }

    @Row("jvm_hash_order_does_not_change_bytes")
    @Test
    void sortedContainersAreTheSameContainers() {
        Map<Object, Object> map = new HashMap<>();
        map.put("self", map);
        map.put("other", Set.of(1, 2));

        Map<Object, Object> copy = CANONICAL.loads(CANONICAL.dumps(map));

        assertThat(copy.get("self")).isSameAs(copy);
        assertThat(copy.get("other")).isEqualTo(Set.of(1, 2));
    }

    @Row("jvm_hash_order_does_not_change_bytes")
    @Test
    void errorsNameThePathInSortedContainers() {
        assertThatThrownBy(() -> CANONICAL.dumps(Map.of("a", 1, "b", new Thread("never started"))))
                .hasMessage(
                        "cannot pickle a java.lang.Thread: a thread runs in one JVM only at ${\"b\"}; start it where it is needed, make"
                                + " the field transient, or replace it with PickleJar.builder().onUnpicklable [live-resource]");
    }
}
