package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.Explanation;
import io.picklejar.error.PicklingException;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types and objects of which there is one, and names that mean nothing. */
@SuppressWarnings({"BooleanLiteral", "DoNotCallSuggester", "UnnecessaryLambda", "UnusedMethod", "UnusedVariable"
}) // lambdas are what travels
final class SingletonsConformanceTest {
    private static final String ALL = "io.picklejar.conformance.Place#all";

    private static final class Foo {}

    @Row("test_NoneType")
    @ParameterizedTest
    @MethodSource(ALL)
    void primitiveTypes(Place place) {
        List<Class<?>> types = List.of(void.class, int.class, boolean.class, double.class);

        assertThat(place.<List<Class<?>>, Boolean>run(
                        types,
                        there -> there.get(0) == void.class
                                && there.get(1) == int.class
                                && there.get(2) == boolean.class
                                && there.get(3) == double.class))
                .isTrue();
        assertThat(place.<List<Class<?>>>echo(types)).isEqualTo(types);
    }

    @Row("test_EllipsisType")
    @ParameterizedTest
    @MethodSource(ALL)
    void arrayTypesOfTheJdk(Place place) {
        assertThat(place.<Class<?>, Boolean>run(int[][].class, type -> type == int[][].class))
                .isTrue();
        assertThat(place.<Class<?>>echo(String[].class)).isSameAs(String[].class);
    }

    @Row("test_NotImplementedType")
    @ParameterizedTest
    @MethodSource(ALL)
    void arrayTypeOfAClassThatTravels(Place place) {
        assertThat(place.<Object[], Boolean>run(
                        new Object[] {Foo[].class, Foo.class},
                        parts -> parts[0] == Foo[].class && ((Class<?>) parts[0]).getComponentType() == parts[1]))
                .isTrue();
        assertThat(place.<Class<?>>echo(Foo[].class)).isSameAs(Foo[].class);
    }

    @Row("test_Ellipsis")
    @ParameterizedTest
    @MethodSource(ALL)
    void singletonsOfTheJdkKeepTheirIdentity(Place place) {
        Object[] singletons = {
            Collections.emptyList(), Optional.empty(), Boolean.TRUE, TimeUnit.DAYS, Collections.emptyMap()
        };

        assertThat(place.<Object[], Boolean>run(
                        singletons,
                        there -> there[0] == Collections.emptyList()
                                && there[1] == Optional.empty()
                                && there[2] == Boolean.TRUE
                                && there[3] == TimeUnit.DAYS
                                && there[4] == Collections.emptyMap()))
                .isTrue();
    }

    @Row("test_NotImplemented")
    @ParameterizedTest
    @MethodSource(ALL)
    void comparatorsOfTheJdkKeepTheirIdentity(Place place) {
        Object[] singletons = {Comparator.naturalOrder(), Comparator.reverseOrder(), String.CASE_INSENSITIVE_ORDER};

        assertThat(place.<Object[], Boolean>run(
                        singletons,
                        there -> there[0] == Comparator.naturalOrder()
                                && there[1] == Comparator.reverseOrder()
                                && there[2] == String.CASE_INSENSITIVE_ORDER))
                .isTrue();
    }

    @Row("test_mappingproxy")
    @ParameterizedTest
    @MethodSource(ALL)
    void unmodifiableMapsStayEqualAndUnmodifiable(Place place) {
        List<Map<String, Integer>> maps =
                List.of(Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))), Map.of("b", 2), Map.of());

        assertThat(place.<List<Map<String, Integer>>, String>run(maps, there -> {
                    int refused = 0;
                    for (Map<String, Integer> map : there) {
                        try {
                            map.put("c", 3);
                        } catch (UnsupportedOperationException e) {
                            refused++;
                        }
                    }
                    return there + " " + refused;
                }))
                .isEqualTo("[{a=1}, {b=2}, {}] 3");
        assertThat(place.<List<Map<String, Integer>>>echo(maps)).isEqualTo(maps);
    }

    private static final class Counter {
        private static final VarHandle COUNT = handle("count");
        private int count = 41;

        private static VarHandle handle(String name) {
            try {
                return MethodHandles.lookup().findVarHandle(Counter.class, name, int.class);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(name, e);
            }
        }
    }

    @Row("test_getset_descriptor")
    @ParameterizedTest
    @MethodSource(ALL)
    void fieldOfTheJdk(Place place) throws NoSuchFieldException {
        Field max = Integer.class.getField("MAX_VALUE");

        assertThat(place.<Field, Integer>run(max, field -> {
                    try {
                        return field.getInt(null);
                    } catch (IllegalAccessException e) {
                        throw new LinkageError("public", e);
                    }
                }))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(place.<Field>echo(max)).isEqualTo(max);
    }

    @Row("test_getset_descriptor")
    @ParameterizedTest
    @MethodSource(ALL)
    void variableHandles(Place place) {
        VarHandle elements = MethodHandles.arrayElementVarHandle(int[].class);

        assertThat(place.<VarHandle, Integer>run(elements, handle -> {
                    int[] array = {1, 2};
                    handle.getAndAdd(array, 1, 40);
                    return array[1];
                }))
                .isEqualTo(42);
        assertThat(place.<Object[], Integer>run(
                        new Object[] {Counter.COUNT, new Counter()},
                        parts -> (int) ((VarHandle) parts[0]).getAndAdd((Counter) parts[1], 1) + 1))
                .isEqualTo(42);
    }

    private static int half(int x) {
        return x / 2;
    }

    @Row("test_getset_descriptor")
    @ParameterizedTest
    @MethodSource(ALL)
    void directMethodHandles(Place place) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        List<MethodHandle> handles = List.of(
                lookup.findStatic(SingletonsConformanceTest.class, "half", MethodType.methodType(int.class, int.class)),
                lookup.findVirtual(String.class, "length", MethodType.methodType(int.class)),
                lookup.findConstructor(Counter.class, MethodType.methodType(void.class)),
                lookup.findGetter(Counter.class, "count", int.class));

        assertThat(place.<List<MethodHandle>, List<Object>>run(handles, there -> {
                    try {
                        Object counter = there.get(2).invoke();
                        return List.of(
                                (int) there.get(0).invoke(84),
                                (int) there.get(1).invoke("ab"),
                                (int) there.get(3).invoke(counter));
                    } catch (Throwable e) {
                        throw new LinkageError("handle", e);
                    }
                }))
                .containsExactly(42, 2, 41);
    }

    @Row("test_getset_descriptor")
    @Test
    void boundMethodHandleIsRefused() throws ReflectiveOperationException {
        MethodHandle bound = MethodHandles.lookup()
                .findVirtual(String.class, "length", MethodType.methodType(int.class))
                .bindTo("abc");

        assertThatThrownBy(() -> Place.JAR.dumps(new Object[] {bound}))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "no reducer for " + bound.getClass().getName() + ": it is a class of the JDK without a serial"
                                + " form, most likely a live resource at $[0]; capture what you need from it instead, make the"
                                + " field transient, or register a Reducer for "
                                + bound.getClass().getSimpleName() + " [no-reducer]");
    }

    /** A cache by class, and what tools add to classes. */
    private static final class Cached {
        private static final ClassValue<AtomicInteger> CACHE = new ClassValue<>() {
            @Override
            protected AtomicInteger computeValue(Class<?> type) {
                return new AtomicInteger();
            }
        };

        private static transient boolean @Nullable [] $jacocoData = {true};

        static Supplier<String> lambda() {
            return () -> "uses none of it";
        }
    }

    @Row("test_abc_cache_not_pickled")
    @ParameterizedTest
    @MethodSource(ALL)
    void cachesStayHome(Place place) {
        Cached.CACHE.get(String.class).incrementAndGet();
        Supplier<Integer> asks = (Supplier<Integer> & Serializable)
                () -> Cached.CACHE.get(String.class).get();

        assertThat(Place.JAR.explain(Cached.lambda()).classes())
                .filteredOn(Explanation.ClassUse::byValue)
                .extracting(Explanation.ClassUse::className)
                .containsExactly(Cached.class.getName());
        assertThat(new String(Place.JAR.dumps(Cached.lambda()), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("CACHE")
                .doesNotContain("jacoco");
        if (!place.isSelf()) {
            assertThat(place.<Supplier<Integer>, Integer>run(asks, Supplier::get))
                    .as("comes up fresh")
                    .isZero();
        }
    }

    /** Hooks of other shapes than those of JDK serialization. */
    private static final class Literal implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String values = "a field";

        Object writeReplace(int notAHook) {
            throw new AssertionError("not a hook " + notAHook);
        }

        void writeObject(Object notAHook) {
            throw new AssertionError("not a hook " + notAHook);
        }

        static String valueOf(String notAnEnum) {
            throw new AssertionError("not an enum " + notAnEnum);
        }
    }

    @Row("test_literal_misdetection")
    @ParameterizedTest
    @MethodSource(ALL)
    void namesOfHooksAloneMeanNothing(Place place) {
        assertThat(place.<Literal, String>run(new Literal(), literal -> literal.values))
                .isEqualTo("a field");
    }

    @Row("test_final_or_classvar_misdetection")
    @Test
    void classThatOnlyLooksLikeALambda() {
        Object script = RunScript.call(RunScript.compileFor(17, """
                import java.util.function.Supplier;
                public class Script {
                    public static Object run() { return new Foo$$Lambda$1(); }
                }
                class Foo$$Lambda$1 implements Supplier<String>, java.io.Serializable {
                    private final String arg$1 = "a field";
                    public String get() { return arg$1; }
                    private static Object $deserializeLambda$(String shape) { throw new AssertionError(shape); }
                }
                """), "run");

        for (Place place : Place.all()) {
            assertThat(place.<Object, Object>run(script, object -> ((Supplier<?>) object).get()))
                    .isEqualTo("a field");
        }
    }
}
