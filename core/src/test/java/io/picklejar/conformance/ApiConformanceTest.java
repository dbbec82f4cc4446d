package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.Pickler;
import io.picklejar.error.PicklingException;
import io.picklejar.error.UnpicklingException;
import io.picklejar.reduce.ReduceContext;
import io.picklejar.reduce.Reduction;
import io.picklejar.reduce.StaticRef;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions and the engine behind them. */
@SuppressWarnings("serial")
final class ApiConformanceTest {
    @Row("test_loads_namespace")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void loadsGivesWhatDumpsGot(Place place) {
        assertThat(place.echo(List.of(1, 2, 3, 4))).containsExactly(1, 2, 3, 4);
    }

    @Row("test_load_namespace")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void loadStopsAtTheEndOfAPickle(Place place) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CloudPickle.dump(List.of(1, 2, 3, 4), out);
        CloudPickle.dump(Map.of("k", "v"), out);
        out.write(77);

        assertThat(place.<byte[], String>run(out.toByteArray(), bytes -> {
                    try (InputStream in = new ByteArrayInputStream(bytes)) {
                        return "" + CloudPickle.load(in) + CloudPickle.load(in) + in.read() + in.read();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isEqualTo("[1, 2, 3, 4]{k=v}77-1");
    }

    /** Has no meaning outside of the JVM that made it, and a name. */
    static final class Connection {
        final String name;
        final Thread thread = new Thread();

        Connection(String name) {
            this.name = name;
        }
    }

    /** Sends connections by name. */
    static final class ConnectionPickler extends Pickler {
        ConnectionPickler(OutputStream out) {
            super(Place.JAR, out);
        }

        @Override
        protected @Nullable Reduction<?> reducerOverride(Object value, ReduceContext context) {
            return value instanceof Connection connection
                    ? Reduction.of(args -> "re-made " + args[0], connection.name)
                    : null;
        }
    }

    @Row("test_module_level_pickler")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void aSubclassDecidesForNestedObjectsToo(Place place) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Connection connection = new Connection("db:1");
        Supplier<Connection> captured = () -> connection;
        new ConnectionPickler(out).dump(new Object[] {connection, List.of(connection), Map.of("k", connection)});

        assertThat(place.<byte[], String>run(
                        out.toByteArray(), bytes -> Arrays.toString((Object[]) CloudPickle.loads(bytes))))
                .isEqualTo("[re-made db:1, [re-made db:1], {k=re-made db:1}]");
        assertThatThrownBy(() -> Place.JAR.dumps(captured)).isInstanceOf(PicklingException.class);
    }

    @Row("test_reducer_override_reference_cycle")
    @Test
    @Timeout(60)
    void nothingThatWasPickledIsKept() throws Exception {
        List<WeakReference<Object>> dumped = new ArrayList<>();
        for (Function<String, Object> make : List.<Function<String, Object>>of(
                text -> new ArrayList<>(List.of(text)),
                text -> (Supplier<String>) () -> text,
                text -> new Object[] {new int[] {text.length()}},
                Connection::new,
                text -> RunScript.runScript(
                        "public class Script { public static Object run() { return new Script(); } }"))) {
            Object value = make.apply("v");
            try {
                CloudPickle.loads(Place.JAR.dumps(value));
            } catch (PicklingException failedDumpsKeepNothingEither) {
                assertThat(value).isInstanceOf(Connection.class);
            }
            dumped.add(new WeakReference<>(value));
        }

        for (WeakReference<Object> each : dumped) {
            while (each.get() != null) {
                System.gc();
            }
        }
        assertThat(dumped).allMatch(each -> each.get() == null);
    }

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException("thrown"),
                new ClassCastException("thrown"),
                new RuntimeException("thrown"),
                new LinkageError("thrown"),
                new AssertionError("thrown"));
    }

    /** Throws when it is pickled. */
    static final class Throwing implements Serializable {
        final Throwable throwable;

        Throwing(Throwable throwable) {
            this.throwable = throwable;
        }

        private Object writeReplace() throws Throwable {
            throw throwable;
        }
    }

    @Row("test_pickle_reraise")
    @ParameterizedTest
    @MethodSource("thrown")
    void whatAHookThrowsIsNotLost(Throwable throwable) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> CloudPickle.dump(List.of(new Throwing(throwable)), out))
                .satisfiesAnyOf(
                        e -> assertThat(e).isSameAs(throwable),
                        e -> assertThat(e)
                                .isInstanceOf(PicklingException.class)
                                .hasRootCause(throwable)
                                .hasMessageContaining(" at $[0]; "));
        assertThat(out.size()).isZero();
    }

    /** Calls itself for ever when it is pickled. */
    static final class Recursing implements Serializable {
        private Object writeReplace() {
            return again(this);
        }

        private static Object again(Recursing object) {
            return object.writeReplace();
        }
    }

    @Row("test_recursion_during_pickling")
    @Test
    void endlessRecursionIsNamedAndHarmsNobody() {
        assertThatThrownBy(() -> CloudPickle.dumps(List.of(new Recursing())))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "taking the object apart needs excessively deep recursion at $[0]; mend the reducer, hook or"
                                + " collection that calls itself [hook-failed]");
        assertThat(CloudPickle.<String>loads(CloudPickle.dumps("healthy"))).isEqualTo("healthy");
    }

    /** A link of a chain. */
    static final class Link {
        @Nullable
        Object next;
    }

    @Row("test_recursion_during_pickling")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void aChainOfAMillionObjectsArrives(Place place) {
        Link first = new Link();
        first.next = first;
        for (int i = 1; i < 1_000_000; i++) {
            Link link = new Link();
            link.next = first.next;
            first.next = link;
        }

        assertThat(place.<Link, Integer>run(first, loaded -> {
                    int count = 1;
                    for (Object each = loaded.next; each != loaded && each instanceof Link link; each = link.next) {
                        count++;
                    }
                    return count;
                }))
                .isEqualTo(1_000_000);
    }

    @Row("test_always_use_up_to_date_copyreg")
    @Tag(Row.NEEDS_PRIVILEGE)
    @Test
    void reducersOfTheProcessAreLive() {
        byte[] before = CloudPickle.dumps(new Connection[0]);
        PickleJar own = PickleJar.builder()
                .reducer(Connection.class, (value, context) -> Reduction.of(args -> new Connection("own"), "x"))
                .build();

        CloudPickle.registerReducer(
                Connection.class,
                (value, context) -> Reduction.of(args -> new Connection("again " + args[0]), value.name));
        try {
            assertThat(CloudPickle.<List<Connection>>loads(CloudPickle.dumps(List.of(new Connection("a"))))
                            .get(0)
                            .name)
                    .isEqualTo("again a");
            assertThat(own.<Connection>loads(own.dumps(new Connection("a"))).name)
                    .isEqualTo("own");
            CloudPickle.registerReducer(
                    Connection.class, (value, context) -> Reduction.of(args -> new Connection("later"), "x"));
            assertThat(CloudPickle.<Connection>loads(CloudPickle.dumps(new Connection("a"))).name)
                    .isEqualTo("later");
        } finally {
            CloudPickle.unregisterReducer(Connection.class);
        }
        assertThatThrownBy(() -> CloudPickle.dumps(new Connection("a")))
                .isInstanceOf(PicklingException.class)
                .hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> CloudPickle.unregisterReducer(Connection.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no reducer is registered for " + Connection.class.getName() + " [bad-registration]");
        assertThat(CloudPickle.dumps(new Connection[0])).isEqualTo(before);
    }

    /** Says where its only object is to be found. */
    static final class Missing implements Serializable {
        static final Missing VALUE = new Missing();

        private Object writeReplace() {
            return StaticRef.of(Missing.class, "VALUE");
        }
    }

    @Row("test___reduce___returns_string")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void whatAStaticFieldHoldsIsWhatItHoldsThere(Place place) {
        assertThat(place.<List<Object>, Boolean>run(
                        Arrays.asList(Missing.VALUE, Missing.VALUE, null),
                        loaded -> loaded.get(0) == Missing.VALUE && loaded.get(1) == Missing.VALUE))
                .isTrue();
        assertThat(CloudPickle.<Object>loads(CloudPickle.dumps(Missing.VALUE))).isSameAs(Missing.VALUE);
    }

    @Row("test___reduce___returns_string")
    @Test
    void aStaticFieldThatIsNotThereIsRefusedAtOnce() {
        assertThatThrownBy(() -> StaticRef.of(Missing.class, "OTHER"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Missing.class.getName() + " declares no field OTHER");
        assertThatThrownBy(() -> StaticRef.of(Link.class, "next"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Link.class.getName() + ".next is no static field for an object");
    }

    @Row("test_out_of_band_buffers")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void aLargeArrayOfALocalClassTravelsBesideThePickle(Place place) {
        Supplier<double[]> holder = script("""
                public class Script {
                    static class Holder implements java.util.function.Supplier<double[]> {
                        final double[] data = {0, 1.5, 2, 3, 4, 5, 6, 7, 8, 9};
                        public double[] get() { return data; }
                    }
                    public static Object run() { return new Holder(); }
                }
                """);
        List<ByteBuffer> buffers = new ArrayList<>();

        byte[] pickle = CloudPickle.dumps(holder, buffers::add);

        assertThat(buffers).hasSize(1);
        byte[] content = new byte[buffers.get(0).remaining()];
        buffers.get(0).get(content);
        assertThat(content).hasSize(80);
        assertThat(indexOf(pickle, Arrays.copyOfRange(content, 8, 16))).isNegative();
        assertThat(place.<List<byte[]>, String>run(List.of(pickle, content), sent -> {
                    Supplier<double[]> loaded = CloudPickle.loads(sent.get(0), List.of(ByteBuffer.wrap(sent.get(1))));
                    return Arrays.toString(loaded.get());
                }))
                .isEqualTo("[0.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]");
        assertThat(place.<byte[], String>run(pickle, bytes -> {
                    try {
                        return "" + CloudPickle.loads(bytes);
                    } catch (UnpicklingException e) {
                        return String.valueOf(e.getMessage());
                    }
                }))
                .isEqualTo("the pickle needs buffer 0 of 80 bytes beside it, and none was given; hand over the buffers"
                        + " that dumps gave to its BufferCallback, in the same order [missing-buffer]");
    }

    /** For receivers of all versions. */
    private static <T> T script(String source) {
        return RunScript.call(RunScript.compileFor(17, source), "run");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }

    @Row("test_extract_class_dict")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void aClassTravelsWithWhatItDeclaresAndNothingInherited(Place place) {
        Class<?> script = RunScript.compileFor(17, """
                public class Script {
                    static class A { static int version = 1; static int other = 1; }
                    interface B { default String name() { return "b"; } }
                    static class C extends A implements B { static int version = 1; int own = version; }
                    public static Object run() { A.version = 2; C.version = 3; A.other = 4; return new C(); }
                }
                """);

        assertThat(place.<Object, String>run(RunScript.call(script, "run"), c -> {
                    List<String> declared = new ArrayList<>();
                    for (Class<?> each = c.getClass(); each != Object.class; each = each.getSuperclass()) {
                        for (Field field : each.getDeclaredFields()) {
                            declared.add(each.getSimpleName() + "." + field.getName());
                        }
                    }
                    declared.sort(null);
                    return declared + " " + c.getClass().getDeclaredMethods().length;
                }))
                .isEqualTo("[A.other, A.version, C.own, C.version] 0");
    }
}
