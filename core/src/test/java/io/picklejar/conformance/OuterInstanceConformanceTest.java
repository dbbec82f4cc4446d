package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What of the enclosing instance, and of other objects that only code holds, travels. */
@SuppressWarnings({"UnnecessaryLambda", "serial", "unused", "ClassCanBeStatic"})
final class OuterInstanceConformanceTest {
    /** Computed, so that it is in no class file. */
    private static final String SECRET = String.join("-", "a", "secret");

    interface Code extends Supplier<Object>, Serializable {}

    /** Cannot travel as a whole. */
    private static final class Job {
        private final Thread thread = new Thread("never started");
        private final String name = String.valueOf("job");
        private final String secret = SECRET;

        Code anonymousWithoutOuter() {
            return new Code() {
                private final int own = Integer.parseInt("5");

                @Override
                public Object get() {
                    return "own " + own;
                }
            };
        }

        Code anonymous() {
            return new Code() {
                @Override
                public Object get() {
                    return "anonymous of " + name;
                }
            };
        }

        Code local() {
            class Local implements Code {
                @Override
                public Object get() {
                    return "local of " + called();
                }
            }
            return new Local();
        }

        private String called() {
            return name;
        }

        Code innerOfInner() {
            return new Inner().new Deeper();
        }

        /** An inner class with an inner class. */
        private final class Inner {
            private final Thread thread = new Thread("never started");

            private final class Deeper implements Code {
                @Override
                public Object get() {
                    return "deeper of " + name;
                }
            }
        }

        Code lambdaInAnInnerObject() {
            return new Object() {
                final Thread unread = new Thread("never started");
                final String text = String.valueOf("lambda of ");

                Code lambda() {
                    return () -> text + name;
                }
            }.lambda();
        }

        /** Hands its enclosing instance to by-reference code. */
        Code shown() {
            return new Code() {
                @Override
                public Object get() {
                    return String.valueOf(new ArrayList<Object>(List.of(Job.this)));
                }
            };
        }

        @Override
        public String toString() {
            return "shown " + name;
        }
    }

    @Row("jvm_outer_instance")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void enclosingInstanceIsPruned(Place place) {
        Job job = new Job();
        Code[] codes = {
            job.anonymousWithoutOuter(),
            job.anonymous(),
            job.local(),
            job.innerOfInner(),
            job.lambdaInAnInnerObject(),
            job.shown()
        };

        List<Object> results = place.run(codes, loaded -> {
            List<Object> got = new ArrayList<>();
            for (Code code : loaded) {
                got.add(code.get());
            }
            return got;
        });

        assertThat(results)
                .containsExactly(
                        "own 5", "anonymous of job", "local of job", "deeper of job", "lambda of job", "[shown job]");
    }

    @Row("jvm_outer_instance")
    @Test
    void whatIsNotReadIsNotThere() {
        assertThat(text(Place.JAR.dumps(new Job().anonymous()))).doesNotContain(SECRET);
    }

    private static String text(byte[] pickle) {
        return new String(pickle, StandardCharsets.ISO_8859_1);
    }

    /** javac 17 keeps {@code this$0} of a class that does not use it, javac 18 and later drop it (JDK-8271623). */
    @Row("jvm_outer_instance")
    @Test
    void unusedEnclosingInstanceStaysHome(@TempDir Path directory) throws Exception {
        UserJar jar = UserJar.compile(directory.resolve("jar.jar"), List.of(), """
                package user.lib;
                public class Outer {
                    private final Thread thread = new Thread("never started");
                    public Object anonymous() {
                        return new java.util.function.Supplier<String>() {
                            @Override public String get() { return "without outer"; }
                        };
                    }
                    public static Object run() { return new Outer().anonymous(); }
                }
                """);
        try (var loader = UserJar.loader(jar);
                Worker worker = Worker.start()) {
            Object anonymous =
                    UserJar.load(loader, "user.lib.Outer").getMethod("run").invoke(null);

            byte[] pickle = PickleJar.standard().dumps(anonymous);

            assertThat(worker.<String>run(pickle)).isEqualTo("without outer");
            assertThat(PickleJar.standard().explain(anonymous).classes())
                    .extracting(use -> use.className())
                    .contains("user.lib.Outer$1");
        }
    }

    /** What a lambda captures. */
    private static final class Settings {
        private final Thread thread = new Thread("never started");
        private final String url;
        private final String secret = SECRET;
        private int calls;

        Settings(String url) {
            this.url = url;
        }

        String url() {
            calls++;
            return url;
        }

        @Override
        public String toString() {
            return "settings of " + url;
        }
    }

    private static Code readsAField(Settings settings) {
        return () -> settings.url;
    }

    private static Code callsAMethod(Settings settings) {
        return () -> settings.url() + settings.calls;
    }

    private static Code inANestedLambda(Settings settings) {
        return () -> {
            Function<String, String> nested = text -> text + settings.url();
            return nested.apply("nested ");
        };
    }

    private static String helper(Settings settings) {
        Settings alias = settings;
        return "helped " + alias.url();
    }

    private static Code throughAHelper(Settings settings) {
        return () -> helper(settings);
    }

    private static Code concatenated(Settings settings) {
        return () -> "text of " + settings;
    }

    @Row("jvm_outer_instance")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void capturedObjectIsPruned(Place place) {
        Code[] codes = {
            readsAField(new Settings("a")),
            callsAMethod(new Settings("b")),
            inANestedLambda(new Settings("c")),
            throughAHelper(new Settings("d")),
            concatenated(new Settings("e"))
        };

        List<Object> results = place.run(codes, loaded -> {
            List<Object> got = new ArrayList<>();
            for (Code code : loaded) {
                got.add(code.get());
            }
            return got;
        });

        assertThat(results).containsExactly("a", "b1", "nested c", "helped d", "text of settings of e");
        assertThat(text(Place.JAR.dumps(codes))).doesNotContain(SECRET);
    }

    /** By-reference code may look into what it is given. */
    private static final class Reflected {
        private final String read = String.valueOf("read");
        private final String unread = String.valueOf("unread");

        static Code looking(Reflected object) {
            return () -> object.read + fieldsOf(object);
        }

        private static List<Object> fieldsOf(Object object) {
            List<Object> values = new ArrayList<>();
            try {
                for (String name : List.of("read", "unread")) {
                    Field field = object.getClass().getDeclaredField(name);
                    field.setAccessible(true);
                    values.add(field.get(object));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            return values;
        }
    }

    @Row("jvm_outer_instance")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void whatGetsOutOfShippedCodeStaysWhole(Place place) {
        assertThat(place.<Code, Object>run(Reflected.looking(new Reflected()), Supplier::get))
                .isEqualTo("read[read, unread]");
    }

    /** Is data, too. */
    private static final class Shared {
        private final String read = String.valueOf("read");
        private final String unread = String.valueOf("unread");

        Code lambda() {
            return () -> read;
        }

        static Code capturing(Shared shared) {
            return () -> shared.read;
        }
    }

    @Row("jvm_outer_instance")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void whatIsDataTooStaysWhole(Place place) {
        Shared before = new Shared();
        Shared after = new Shared();
        Object[] graph = {
            Shared.capturing(before), before.lambda(), before, after, after.lambda(), Shared.capturing(after)
        };

        assertThat(place.<Object[], List<Object>>run(
                        graph,
                        loaded -> List.of(
                                ((Code) loaded[0]).get(),
                                ((Code) loaded[1]).get(),
                                ((Shared) loaded[2]).unread,
                                ((Shared) loaded[3]).unread,
                                ((Code) loaded[4]).get())))
                .containsExactly("read", "read", "unread", "unread", "read");
    }

    /** Says itself how it travels. */
    private static final class WithHooks implements Serializable {
        private final String read = String.valueOf("read");
        private final String unread = SECRET;
        private transient @Nullable String written;

        private void writeObject(ObjectOutputStream out) throws IOException {
            written = unread;
            out.defaultWriteObject();
        }

        static Code capturing(WithHooks object) {
            return () -> object.read;
        }
    }

    @Row("jvm_outer_instance")
    @Test
    void whatHasHooksStaysWhole() {
        WithHooks object = new WithHooks();

        byte[] pickle = Place.JAR.dumps(WithHooks.capturing(object));

        assertThat(text(pickle)).contains(SECRET);
        assertThat(object.written).isEqualTo(SECRET);
    }
}
