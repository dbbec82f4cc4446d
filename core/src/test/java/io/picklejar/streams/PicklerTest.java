package io.picklejar.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.Pickler;
import io.picklejar.Unpickler;
import io.picklejar.error.MissingClassException;
import io.picklejar.error.PicklingException;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Many objects on one stream. */
final class PicklerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static byte[] bytes(PickleJar jar, Object... objects) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Pickler pickler = jar.newPickler(out);
        for (Object each : objects) {
            pickler.dump(each);
        }
        return out.toByteArray();
    }

    private static List<Object> load(byte[] stream, int count) {
        InputStream in = new ByteArrayInputStream(stream);
        Unpickler unpickler = PickleJar.standard().newUnpickler(in);
        List<Object> objects = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                objects.add(unpickler.load());
            }
            if (in.read() != -1) {
                throw new IllegalStateException("bytes are left");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    @Test
    void anObjectThatWasWrittenBeforeIsTheSameAtTheReceiver() throws IOException {
        List<String> shared = new ArrayList<>(List.of("a"));
        byte[] stream = bytes(PickleJar.standard(), shared, Map.of("k", shared), "a", shared);

        try (Worker worker = Worker.start()) {
            Function<byte[], String> atReceiver = bytes -> {
                List<Object> loaded = load(bytes, 4);
                return (((Map<?, ?>) loaded.get(1)).get("k") == loaded.get(0))
                        + " " + (((List<?>) loaded.get(0)).get(0) == loaded.get(2))
                        + " " + (loaded.get(3) == loaded.get(0));
            };
            assertThat(worker.call(atReceiver, stream)).isEqualTo("true true true");
        }
    }

    @Test
    void codeTravelsOnce() throws IOException {
        IntFunction<Object> things = RunScript.runScript("""
                import java.util.function.*;
                public class Script {
                    static class Thing { int n; Thing(int n) { this.n = n; } public String toString() { return "thing " + n; } }
                    public static IntFunction<Object> run() { return Thing::new; }
                }
                """);
        Pickler pickler = PickleJar.standard().newPickler(out);
        pickler.dump(things.apply(1));
        int first = out.size();
        pickler.dump(things.apply(2));

        assertThat(first).isGreaterThan(600);
        assertThat(out.size() - first).isLessThan(100);
        try (Worker worker = Worker.start()) {
            Function<byte[], String> atReceiver = bytes -> load(bytes, 2).toString();
            assertThat(worker.call(atReceiver, out.toByteArray())).isEqualTo("[thing 1, thing 2]");
        }
    }

    @Test
    void staticStateIsSharedInAStreamAndNotBetweenStreams() throws IOException {
        List<Object> closures = RunScript.runScript("""
                import java.util.*;
                import java.util.function.*;
                public class Script {
                    static int calls = 10;
                    static int called() { return ++calls; }
                    public static List<Object> run() {
                        return List.of((Supplier<Integer>) Script::called, (IntSupplier) Script::called);
                    }
                }
                """);
        byte[] stream = bytes(PickleJar.standard(), closures.get(0), closures.get(1));

        Function<byte[], String> atReceiver = bytes -> {
            List<Object> one = load(bytes, 2);
            List<Object> other = load(bytes, 2);
            StringBuilder said = new StringBuilder();
            for (Object each : List.of(one.get(0), one.get(1), other.get(1), other.get(0))) {
                said.append(each instanceof Supplier<?> supplier ? supplier.get() : ((IntSupplier) each).getAsInt())
                        .append(' ');
            }
            return said.toString();
        };
        try (Worker worker = Worker.start()) {
            assertThat(worker.call(atReceiver, stream)).isEqualTo("11 12 11 12 ");
        }
    }

    @Test
    void whatWasLeftOutOfAnObjectIsThereWhenALaterClosureReadsIt() throws IOException {
        List<Supplier<String>> closures = RunScript.runScript("""
                import java.util.*;
                import java.util.function.*;
                public class Script {
                    final String left = "l";
                    final String right = "r";
                    List<Supplier<String>> both() { return List.of(() -> left, () -> right); }
                    public static List<Supplier<String>> run() { return new Script().both(); }
                }
                """);
        byte[] stream = bytes(PickleJar.standard(), closures.get(0), closures.get(1));

        Function<byte[], String> atReceiver = bytes -> {
            List<Object> loaded = load(bytes, 2);
            return ((Supplier<?>) loaded.get(0)).get() + "" + ((Supplier<?>) loaded.get(1)).get();
        };
        try (Worker worker = Worker.start()) {
            assertThat(worker.call(atReceiver, stream)).isEqualTo("lr");
        }
    }

    @Test
    void aClassThatALaterPickleBringsIsSeenByCodeThatCameBefore() throws IOException {
        List<Object> parts = RunScript.runScript("""
                import java.util.*;
                import java.util.function.*;
                public class Script {
                    public static List<Object> run() { return List.of(new Namer(), new Round()); }
                }
                class Round { public String toString() { return "round"; } }
                class Namer implements Function<Object, String> {
                    public String apply(Object o) {
                        try {
                            return (String) Namer.class.getDeclaredMethod("na" + "me", Object.class).invoke(null, o);
                        } catch (ReflectiveOperationException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    private static String name(Object o) { return o instanceof Round r ? r.toString() : "other"; }
                }
                """);
        byte[] stream = bytes(PickleJar.standard(), parts.get(0), parts.get(1), parts);

        Function<byte[], String> atReceiver = bytes -> {
            List<Object> loaded = load(bytes, 3);
            @SuppressWarnings("unchecked")
            Function<Object, String> namer = (Function<Object, String>) loaded.get(0);
            return namer.apply(loaded.get(1));
        };
        try (Worker worker = Worker.start()) {
            assertThat(worker.call(atReceiver, stream)).isEqualTo("round");
        }
    }

    @Test
    void aFailedDumpWritesNothingAndTheStreamGoesOn() throws IOException {
        List<Object> shared = new ArrayList<>(List.of("kept"));
        List<Object> new_ = new ArrayList<>(List.of("new"));
        Pickler pickler = PickleJar.standard().newPickler(out);
        pickler.dump(shared);
        int before = out.size();

        assertThatThrownBy(() -> pickler.dump(List.of(new_, new Thread()))).isInstanceOf(PicklingException.class);
        assertThat(out.size()).isEqualTo(before);
        pickler.dump(List.of(shared, new_));

        List<Object> loaded = load(out.toByteArray(), 2);
        assertThat(loaded.get(1)).isEqualTo(List.of(List.of("kept"), List.of("new")));
        assertThat(((List<?>) loaded.get(1)).get(0)).isSameAs(loaded.get(0));
    }

    @Test
    void aContinuedPickleIsRefusedWhereTheOnesBeforeItAreMissing() throws IOException {
        Pickler pickler = PickleJar.standard().newPickler(out);
        pickler.dump(new ArrayList<>(List.of("a")));
        out.reset();
        pickler.dump("b");

        assertThatThrownBy(() -> CloudPickle.loads(out.toByteArray()))
                .isInstanceOf(UnpicklingException.class)
                .hasMessage(
                        "the pickle continues a stream that has 2 objects by now, and 0 were loaded; load all pickles"
                                + " of a Pickler in order, with one Unpickler [continued-pickle]");
    }

    @Test
    void afterClearMemoAnyReaderCanStart() throws IOException {
        List<String> shared = new ArrayList<>(List.of("a"));
        Pickler pickler = PickleJar.standard().newPickler(out);
        pickler.dump(shared);
        int first = out.size();
        pickler.clearMemo();
        pickler.dump(shared);
        byte[] stream = out.toByteArray();

        InputStream second = new ByteArrayInputStream(stream, first, stream.length - first);
        assertThat(CloudPickle.<Object>load(second)).isEqualTo(shared);
        List<Object> both = load(stream, 2);
        assertThat(both.get(0)).isEqualTo(both.get(1)).isNotSameAs(both.get(1));
    }

    /** A class that a loader with nothing but the JDK's classes does not find. */
    static final class Local {
        final String text = "local";
    }

    /** Can be written and not be read. */
    static final class Failing implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            throw new IllegalStateException("not here");
        }
    }

    @Test
    void objectsOfAPickleThatFailedOnItsWayAreForgotten() throws IOException {
        Pickler pickler = PickleJar.standard().newPickler(out);
        pickler.dump("a");
        pickler.dump(new ArrayList<>(List.of("b", new Failing())));
        pickler.dump("b");
        Unpickler unpickler = PickleJar.standard().newUnpickler(new ByteArrayInputStream(out.toByteArray()));

        assertThat(unpickler.<String>load()).isEqualTo("a");
        assertThatThrownBy(unpickler::load)
                .isInstanceOf(UnpicklingException.class)
                .hasMessageStartingWith("an object could not be made");
        assertThatThrownBy(unpickler::load)
                .isInstanceOf(UnpicklingException.class)
                .hasMessage(
                        "the pickle continues a stream that has 5 objects by now, and 1 were loaded; load all pickles"
                                + " of a Pickler in order, with one Unpickler [continued-pickle]");
    }

    @Test
    void aPickleThatCannotBeLoadedLeavesTheReaderWhereItWas() throws IOException {
        PickleJar jar = PickleJar.builder()
                .byReference(ClassRule.className(Local.class.getName()))
                .build();
        PickleJar without = PickleJar.builder()
                .classLoader(ClassLoader.getPlatformClassLoader())
                .build();
        List<String> shared = new ArrayList<>(List.of("a"));
        Pickler pickler = jar.newPickler(out);
        pickler.dump(shared);
        pickler.dump(new Local());
        pickler.dump(shared);
        pickler.clearMemo();
        pickler.dump("again");
        Unpickler unpickler = without.newUnpickler(new ByteArrayInputStream(out.toByteArray()));

        assertThat(unpickler.<Object>load()).isEqualTo(shared);
        assertThatThrownBy(unpickler::load).isInstanceOf(MissingClassException.class);
        assertThatThrownBy(unpickler::load)
                .isInstanceOf(UnpicklingException.class)
                .hasMessage(
                        "the pickle continues a stream that has 4 objects by now, and 2 were loaded; load all pickles"
                                + " of a Pickler in order, with one Unpickler [continued-pickle]");
        assertThat(unpickler.<String>load()).isEqualTo("again");
        assertThatThrownBy(unpickler::load)
                .isInstanceOf(EOFException.class)
                .hasMessage("the stream has no further pickle");
    }

    @Test
    void aStreamCanBeReadPickleByPickleWhereNothingIsShared() throws IOException {
        Pickler pickler = PickleJar.standard().newPickler(out);
        for (int i = 0; i < 3; i++) {
            pickler.dump(i);
            pickler.clearMemo();
        }
        InputStream in = new ByteArrayInputStream(out.toByteArray());

        assertThat(CloudPickle.<Integer>load(in)).isEqualTo(0);
        assertThat(CloudPickle.<Integer>load(in)).isEqualTo(1);
        assertThat(CloudPickle.<Integer>load(in)).isEqualTo(2);
        assertThat(in.read()).isEqualTo(-1);
    }
}
