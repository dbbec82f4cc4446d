package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a class that travelled is the class it was. */
@SuppressWarnings({"UnnecessaryLambda", "serial", "EnumOrdinal"})
final class ClassIdentityConformanceTest {
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

    @Row("test_interactive_dynamic_type_and_remote_instances")
    @Test
    void instancesComeBackAsInstancesOfTheOriginalClass() {
        Class<?> script = RunScript.compile("""
                public class CustomCounter {
                    public interface Code extends java.util.function.Supplier<Object>, java.io.Serializable {}
                    public int count = 0;
                    public CustomCounter increment() { count++; return this; }
                    public static Object run() {
                        CustomCounter counter = new CustomCounter();
                        return (Code) counter::increment;
                    }
                    public static Object instance() { return new CustomCounter(); }
                }
                """);

        Object returned = worker.<Object>run(CloudPickle.dumps(RunScript.<Object>call(script, "run")));

        assertThat(returned).isInstanceOf(script).hasFieldOrPropertyWithValue("count", 1);
        Object first = RunScript.call(script, "instance");
        Object second = RunScript.call(script, "instance");
        Object[] echoed =
                CloudPickle.loads(worker.echoPickle(CloudPickle.dumps(new Object[] {script, script, first, second})));
        assertThat(echoed[0]).isSameAs(script);
        assertThat(echoed[1]).isSameAs(script);
        assertThat(echoed[2]).isInstanceOf(script).isNotSameAs(first);
        assertThat(echoed[3]).isInstanceOf(script).isNotSameAs(echoed[2]);
    }

    private static final String STORED = """
            public class Stored {
                public interface Code extends java.util.function.Supplier<Object>, java.io.Serializable {}
                public static String shared = "%1$s";
                public String version() { return "%1$s"; }
                @Override public String toString() { return version() + " " + shared; }
                public static Object instance() { return new Stored(); }
                public static Object store() {
                    Stored stored = new Stored();
                    return (Code) () -> System.getProperties().put("stored by %1$s", stored);
                }
                public static Object check() {
                    return (Code) () -> {
                        java.util.Properties all = System.getProperties();
                        return (all.get("stored by old") instanceof Stored) + " " + (all.get("stored by new") instanceof Stored);
                    };
                }
                public static Object retrieve() { return (Code) () -> System.getProperties().remove("stored by %1$s"); }
                public static Object change() { shared = "changed"; return null; }
            }
            """;

    private static Object onWorker(Class<?> script, String method) {
        return worker.<Object>run(CloudPickle.dumps(RunScript.<Object>call(script, method)));
    }

    @Row("test_interactive_dynamic_type_and_stored_remote_instances")
    @Test
    void storedInstancesKeepTheirClass() {
        Class<?> old = RunScript.compile(STORED.formatted("old"));
        onWorker(old, "store");
        assertThat(onWorker(old, "check")).isEqualTo("true false");

        Class<?> redefined = RunScript.compile(STORED.formatted("new"));
        onWorker(redefined, "store");

        assertThat(onWorker(redefined, "check")).isEqualTo("false true");
        assertThat(onWorker(old, "check")).isEqualTo("true false");
        assertThat(onWorker(redefined, "retrieve")).isInstanceOf(redefined).hasToString("new new");
        assertThat(onWorker(old, "retrieve")).isInstanceOf(old).hasToString("old old");
    }

    @Row("test_interactive_dynamic_type_and_stored_remote_instances")
    @Test
    void firstStaticsOfATypeWin() {
        Class<?> script = RunScript.compile(STORED.formatted("old"));
        int first = worker.load(CloudPickle.dumps(RunScript.<Object>call(script, "instance")));
        RunScript.call(script, "change");
        int second = worker.load(CloudPickle.dumps(RunScript.<Object>call(script, "instance")));

        assertThat(worker.describe(first)).isEqualTo("old old");
        assertThat(worker.describe(second)).isEqualTo("old old");
        worker.forget(first);
        worker.forget(second);
    }

    /** Compares by identity. */
    private static final class Member {}

    @Row("test_weakset_identity_preservation")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void weakSetHoldsTheLoadedMembers(Place place) {
        Member first = new Member();
        Member second = new Member();
        Set<Object> weak = Collections.newSetFromMap(new WeakHashMap<>());
        weak.add(first);
        weak.add(second);

        List<Boolean> checks = place.run(new Object[] {weak, first, second, new Member()}, loaded -> {
            Set<?> set = (Set<?>) loaded[0];
            return List.of(set.size() == 2, set.contains(loaded[1]), set.contains(loaded[2]), !set.contains(loaded[3]));
        });

        assertThat(checks).containsOnly(true);
    }

    private static List<Object> colors() {
        enum Color implements IntUnaryOperator {
            RED(1),
            GREEN(2) {
                @Override
                public int applyAsInt(int operand) {
                    return -operand;
                }
            },
            BLUE(3);

            private final int code;

            Color(int code) {
                this.code = code;
            }

            @Override
            public int applyAsInt(int operand) {
                return code * operand;
            }

            static String inUse(Object loaded) {
                Color color = (Color) loaded;
                Map<Color, Integer> map = new EnumMap<>(Color.class);
                map.put(color, color.code);
                String text = switch (color) {
                    case RED -> "red";
                    case GREEN -> "green";
                    case BLUE -> "blue";
                };
                return text
                        + Arrays.toString(values())
                        + valueOf("BLUE").ordinal()
                        + map
                        + color.applyAsInt(5)
                        + color.getDeclaringClass().getSimpleName();
            }
        }
        Place.Task<Object, String> use = Color::inUse;
        return new ArrayList<>(List.of(Color.GREEN, Color.GREEN, Color.class, use));
    }

    @SuppressWarnings("unchecked") // of the list above
    private static String useOfColors(List<Object> loaded) {
        Class<?> type = (Class<?>) loaded.get(2);
        return (loaded.get(0) == loaded.get(1))
                + " "
                + (((Enum<?>) loaded.get(0)).getDeclaringClass() == type)
                + " "
                + ((Place.Task<Object, String>) loaded.get(3)).apply(loaded.get(0));
    }

    @Row("test_locally_defined_enum")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void localEnum(Place place) {
        assertThat(place.run(colors(), ClassIdentityConformanceTest::useOfColors))
                .isEqualTo("true true green[RED, GREEN, BLUE]2{GREEN=2}-5Color");
    }

    @Row("test_locally_defined_enum")
    @Test
    void constantOfALocalEnumIsTheOriginAgain() {
        List<Object> colors = colors();

        Object[] echoed = Place.JAR.loads(worker.echoPickle(Place.JAR.dumps(colors.toArray())));

        assertThat(echoed).startsWith(colors.get(0), colors.get(1), colors.get(2));
    }

    private static List<Object> numbers() {
        enum Figure {
            ONE(1),
            TWO(2);

            private final int value;

            Figure(int value) {
                this.value = value;
            }

            static int plus(Object one, Object two) {
                return ((Figure) one).value + ((Figure) two).value;
            }
        }
        Place.Task<Object[], Integer> plus = pair -> Figure.plus(pair[0], pair[1]);
        return List.of(Figure.ONE, Figure.TWO, Figure.class, plus);
    }

    @Row("test_locally_defined_intenum")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void localEnumWithFigures(Place place) {
        List<Object> sums = place.run(numbers(), loaded -> {
            @SuppressWarnings("unchecked")
            Place.Task<Object[], Integer> plus = (Place.Task<Object[], Integer>) loaded.get(3);
            return List.of(
                    plus.apply(new Object[] {loaded.get(0), loaded.get(1)}), ((Enum<?>) loaded.get(1)).ordinal());
        });

        assertThat(sums).containsExactly(3, 1);
    }

    @Row("test_interactively_defined_enum")
    @Test
    void interactiveEnumAndItsRedefinition() {
        String source = """
                public enum Color {
                    %s;
                    public interface Code extends java.util.function.Supplier<Object>, java.io.Serializable {}
                    public static Object run() { return (Code) () -> values()[values().length - 1]; }
                }
                """;
        Class<?> old = RunScript.compile(source.formatted("RED, GREEN"));
        assertThat(onWorker(old, "run")).isSameAs(old.getEnumConstants()[1]);

        Class<?> redefined = RunScript.compile(source.formatted("RED, BLUE"));

        assertThat(onWorker(redefined, "run"))
                .isSameAs(redefined.getEnumConstants()[1])
                .hasToString("BLUE");
        assertThat(onWorker(old, "run")).isSameAs(old.getEnumConstants()[1]);
    }

    @Row("test_pickle_dynamic_typevar_tracking")
    @Test
    void typeVariableComesBackAsItself() {
        TypeVariable<?> variable = RunScript.compile("class Script<T> {}").getTypeParameters()[0];

        Object echoed = CloudPickle.loads(worker.echoPickle(CloudPickle.dumps(variable)));

        assertThat(echoed).isEqualTo(variable);
    }
}
