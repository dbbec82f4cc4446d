package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.picklejar.CloudPickle;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code that the compiler writes: helper classes, bootstrap methods, accessors. */
@SuppressWarnings({"UnnecessaryLambda", "serial"})
final class SyntheticCodeConformanceTest {
    interface Code extends Supplier<Object>, Serializable {}

    /** A class for each place that a lambda can stand in. */
    private static final class Places {
        static final Code IN_INITIALIZER = () -> "static initializer";
        final Code inField = () -> "field initializer";
        final Code inConstructor;

        Places(String word) {
            inConstructor = () -> word + " in a constructor";
        }
    }

    interface WithDefault {
        String word();

        default Code inDefault() {
            return () -> word() + " in a default method";
        }
    }

    record InRecord(String word) {
        Code lambda() {
            return () -> word + " in a record";
        }
    }

    enum InEnum {
        A;

        Code lambda() {
            return () -> name() + " in an enum";
        }
    }

    private static List<Code> codes() {
        TimeUnit unit = TimeUnit.DAYS;
        InRecord pair = new InRecord("text");
        List<Code> codes = new ArrayList<>();
        codes.add(() -> switch (unit) {
            case DAYS -> "switch on an enum";
            default -> "other";
        });
        codes.add(() -> switch (pair.word()) {
            case "text" -> "switch on a string";
            default -> "other";
        });
        codes.add(() -> {
            assert pair != null : "not reached";
            return "assert";
        });
        codes.add(() -> "concatenated " + unit + 1 + 'c' + 2.5);
        codes.add(() -> pair.toString()
                + pair.equals(new InRecord("text"))
                + (pair.hashCode() == new InRecord("text").hashCode()));
        codes.add(Places.IN_INITIALIZER);
        codes.add(new Places("word").inField);
        codes.add(new Places("word").inConstructor);
        WithDefault withDefault = new WithDefault() {
            @Override
            public String word() {
                return "word";
            }
        };
        codes.add(withDefault.inDefault());
        codes.add(pair.lambda());
        codes.add(InEnum.A.lambda());
        return codes;
    }

    @Row("jvm_synthetic_helpers")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void whatTheCompilerAdds(Place place) {
        List<Object> results = place.run(codes(), loaded -> {
            List<Object> got = new ArrayList<>();
            for (Code code : loaded) {
                got.add(code.get());
            }
            return got;
        });

        assertThat(results)
                .containsExactly(
                        "switch on an enum",
                        "switch on a string",
                        "assert",
                        "concatenated DAYS1c2.5",
                        "InRecord[word=text]truetrue",
                        "static initializer",
                        "field initializer",
                        "word in a constructor",
                        "word in a default method",
                        "text in a record",
                        "A in an enum");
    }

    private static final String PATTERNS = """
            public class Script {
                sealed interface Shape permits Circle, Square {}
                record Circle(double radius) implements Shape {}
                record Square(double side) implements Shape {}
                enum Size { SMALL, LARGE }
                static String describe(Object object) {
                    return switch (object) {
                        case Circle(double radius) when radius > 1 -> "large circle";
                        case Circle circle -> "circle";
                        case Square(var side) -> "square of " + side;
                        case Size size when size == Size.SMALL -> "small";
                        case String text -> text;
                        default -> "unknown";
                    };
                }
                static String sized(Size size) {
                    return switch (size) { case SMALL -> "s"; case LARGE -> "l"; };
                }
                public static Object run() {
                    return (java.util.function.Supplier<Object> & java.io.Serializable) () ->
                        describe(new Circle(2)) + ", " + describe(new Circle(1)) + ", " + describe(new Square(3)) + ", "
                            + describe(Size.SMALL) + ", " + describe("text") + ", " + describe(1) + ", " + sized(Size.LARGE);
                }
            }
            """;

    @Row("jvm_synthetic_helpers")
    @Test
    void switchOnPatterns() {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
        Object lambda = RunScript.runScript(PATTERNS);
        try (Worker worker = Worker.start()) {
            assertThat(worker.<String>run(CloudPickle.dumps(lambda)))
                    .isEqualTo("large circle, circle, square of 3.0, small, text, unknown, l");
            assertThat(worker.output()).isEmpty();
        }
    }

    /** Class files before 11 know no nests: the compiler adds methods that reach private members. */
    @Row("jvm_synthetic_helpers")
    @Test
    void accessorsOfOldClassFiles(@TempDir Path directory) throws Exception {
        UserJar old = UserJar.compile(8, directory.resolve("old.jar"), List.of(), """
                package old;
                public class Outer {
                    private static int secret = 20;
                    private static class Inner {
                        private int value = 1;
                        private int sum() { return value + secret; }
                    }
                    public static Object run() {
                        return (java.util.function.Supplier<Object> & java.io.Serializable) () -> {
                            Inner inner = new Inner();
                            inner.value++;
                            return inner.sum() + inner.value + secret;
                        };
                    }
                }
                """);
        try (var loader = UserJar.loader(old);
                Worker worker = Worker.start()) {
            Object lambda = UserJar.load(loader, "old.Outer").getMethod("run").invoke(null);

            assertThat(worker.<Integer>run(CloudPickle.dumps(lambda))).isEqualTo(44);
            assertThat(worker.output()).isEmpty();
        }
    }
}
