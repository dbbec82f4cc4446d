package io.picklejar.record;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.error.CodeMismatchException;
import io.picklejar.testkit.UserJar;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of one version of a program, read by another one: really compiled, each in a loader of its own. */
final class EvolutionTest {
    private static final String IMPORTS =
            "package shop; import java.util.*; import io.picklejar.record.*; import org.jspecify.annotations.*;\n";

    @TempDir
    private Path directory;

    private int jars;

    @BeforeEach
    void reset() {
        jars = 0;
    }

    /** Another version of the program: {@code shop.Order} and what it needs. */
    private final class Version implements AutoCloseable {
        private final URLClassLoader loader;

        Version(String... sources) {
            String[] texts = new String[sources.length];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = IMPORTS + (sources[i].startsWith("@") ? "" : "public ") + sources[i];
            }
            loader = UserJar.loader(UserJar.compile(directory.resolve("v" + jars++ + ".jar"), List.of(), texts));
        }

        Class<?> type(String name) {
            return UserJar.load(loader, "shop." + name);
        }

        RecordSchema schema() {
            return Records.schema(type("Order"));
        }

        RecordCodec<Object> codec(RecordSchema schema) {
            return Records.codec(schema, loader);
        }

        Object make(String name, @Nullable Object... arguments) throws ReflectiveOperationException {
            for (Constructor<?> constructor : type(name).getConstructors()) {
                if (constructor.getParameterCount() == arguments.length) {
                    return constructor.newInstance(arguments);
                }
            }
            throw new AssertionError("no constructor of " + arguments.length);
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }

    /** Writes with one version, reads with the other one, and says what both schemas say about it. */
    private String migrate(Version before, Object value, Version after) {
        RecordSchema old = before.schema();
        byte[] bytes = Records.write(before.codec(old), value);
        RecordSchema travelled = RecordSchema.parse(old.toBytes());
        String kind = travelled.evolveTo(after.schema()).kind().toString();
        return kind + " " + Records.read(after.codec(travelled), bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    record Order(int a) {}         | record Order(int a) {}                         | SAME Order[a=7]
                    record Order(int a) {}         | record Order(int a, String b) {}               | MIGRATES Order[a=7, b=null]
                    record Order(int a) {}         | record Order(double b, int a) {}               | MIGRATES Order[b=0.0, a=7]
                    record Order(int a) {}         | record Order(long a) {}                        | MIGRATES Order[a=7]
                    record Order(int a) {}         | record Order(double a) {}                      | MIGRATES Order[a=7.0]
                    record Order(int a) {}         | record Order(Integer a) {}                     | MIGRATES Order[a=7]
                    record Order(int a) {}         | record Order(Long a) {}                        | MIGRATES Order[a=7]
                    record Order(Integer a) {}     | record Order(int a) {}                         | MIGRATES Order[a=7]
                    record Order(int a) {}         | record Order() {}                              | MIGRATES Order[]
                    record Order(int a) {}         | record Order(@FormerNames("a") int b) {}       | SAME Order[b=7]
                    record Order(int a) {}         | record Order(int c, @FormerNames({"z", "a"}) long b) {} | MIGRATES Order[c=0, b=7]
                    record Order(int a) {}         | class Order { int a; String b = "new"; public String toString() { return a + b; } } | MIGRATES 7new
                    record Order(int a) {}         | final class Order { final int a; Order(int x) { a = 1; } public String toString() { return "" + a; } } | SAME 7
                    class Order { int a; public Order(int a) { this.a = a; } } | record Order(int a) {} | MIGRATES Order[a=7]
                    """)
    void fieldsOfAnInt(String before, String after, String expected) throws Exception {
        try (Version old = new Version(before);
                Version now = new Version(after)) {
            assertThat(migrate(old, old.make("Order", 7), now)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    record Order(int a) {}         | record Order(String a) {}      | field a of shop.Order was int and is String now | field a of shop.Order was int and is java.lang.String now
                    record Order(int a) {}         | record Order(short a) {}       | field a of shop.Order was int and is short now | field a of shop.Order was int and is short now
                    record Order(int a) {}         | record Order(float a) {}       | field a of shop.Order was int and is float now | field a of shop.Order was int and is float now
                    record Order(int a) {}         | record Order(List<Integer> a) {} | field a of shop.Order was int and is List<Integer> now | field a of shop.Order was int and is java.util.List<java.lang.Integer> now
                    record Order(int a) {}         | record Order(int[] a) {}       | field a of shop.Order was int and is int[] now | field a of shop.Order was int and is int[] now
                    """)
    void incompatibleFieldsAreNamed(String before, String after, String reason, String refusal) throws Exception {
        try (Version old = new Version(before);
                Version now = new Version(after)) {
            RecordSchema schema = old.schema();

            assertThat(schema.evolveTo(now.schema())).isEqualTo(new Evolution(Evolution.Kind.INCOMPATIBLE, reason));
            assertThatThrownBy(() -> now.codec(schema))
                    .isInstanceOf(CodeMismatchException.class)
                    .hasMessage(refusal + " [code-mismatch]");
        }
    }

    @Test
    void nullBecomesZero() throws Exception {
        try (Version old = new Version("record Order(Integer a, Boolean b) {}");
                Version now = new Version("record Order(long a, boolean b) {}")) {
            assertThat(migrate(old, old.make("Order", null, null), now)).isEqualTo("MIGRATES Order[a=0, b=false]");
        }
    }

    @Test
    void elementsWidenToo() throws Exception {
        try (Version old = new Version("record Order(List<Integer> a, Map<String, Float> b, Optional<Short> c) {}");
                Version now = new Version(
                        "record Order(Collection<Long> a, Map<String, Double> b, Optional<Integer> c) {}")) {
            Object order = old.make("Order", List.of(1, 2), Map.of("x", 0.5f), java.util.Optional.of((short) 3));

            assertThat(migrate(old, order, now)).isEqualTo("MIGRATES Order[a=[1, 2], b={x=0.5}, c=Optional[3]]");
        }
    }

    @Test
    void nestedRecordsMayChangeAndGetNewNames() throws Exception {
        try (Version old = new Version(
                        "record Order(Customer customer, List<Line> lines, Line[] array) {}",
                        "record Customer(String name, int age) {}",
                        "record Line(int count) {}");
                Version now = new Version(
                        "record Order(@FormerNames(\"customer\") Buyer buyer, List<Line> lines, Line[] array) {\n"
                                + "public String toString() { return buyer + \" \" + lines + Arrays.toString(array); } }",
                        "@FormerNames(\"shop.Customer\")\npublic record Buyer(String name, String city) {}",
                        "record Line(long count) {}")) {
            Object line = old.make("Line", 5);
            Object array = java.lang.reflect.Array.newInstance(old.type("Line"), 1);
            java.lang.reflect.Array.set(array, 0, line);
            Object order = old.make("Order", old.make("Customer", "ann", 30), List.of(line), array);

            assertThat(migrate(old, order, now))
                    .isEqualTo("MIGRATES Buyer[name=ann, city=null] [Line[count=5]][Line[count=5]]");
        }
    }

    @Test
    void nestedRecordsKeepTheirNameOrSayTheFormerOne() throws Exception {
        try (Version old = new Version("record Order(Customer a) {}", "record Customer(String name) {}");
                Version now = new Version("record Order(Buyer a) {}", "record Buyer(String name) {}")) {
            RecordSchema schema = old.schema();

            assertThat(schema.evolveTo(now.schema()).reason())
                    .isEqualTo("field a of shop.Order was a shop.Customer and is a shop.Buyer now; if that is its new"
                            + " name, annotate it with @FormerNames(\"shop.Customer\")");
            assertThatThrownBy(() -> now.codec(schema))
                    .hasMessage(
                            "field a of shop.Order was a shop.Customer, which is not to be found, and is a shop.Buyer"
                                    + " now; if that is its new name, annotate it with @FormerNames(\"shop.Customer\")"
                                    + " [code-mismatch]");
        }
    }

    @Test
    void enumConstantsMayBeAddedAndRenamed() throws Exception {
        try (Version old = new Version("record Order(Color color) {}", "enum Color { RED, BLUE }");
                Version more = new Version("record Order(Color color) {}", "enum Color { RED, BLUE, PINK }");
                Version moved = new Version(
                        "record Order(Color color) {}", "enum Color { BLACK, @FormerNames(\"BLUE\") NAVY, RED }");
                Version reused = new Version(
                        "record Order(Color color) {}", "enum Color { @FormerNames(\"BLUE\") NAVY, RED, BLUE }");
                Version fewer = new Version("record Order(Color color) {}", "enum Color { RED }")) {
            Object blue = old.make("Order", old.type("Color").getEnumConstants()[1]);

            assertThat(migrate(old, blue, more)).isEqualTo("SAME Order[color=BLUE]");
            assertThat(migrate(old, blue, moved)).isEqualTo("MIGRATES Order[color=NAVY]");
            assertThat(migrate(old, blue, reused)).isEqualTo("MIGRATES Order[color=BLUE]");
            String gone =
                    "enum shop.Color of field color of shop.Order has no constant BLUE any more; if it has another"
                            + " name now, annotate it with @FormerNames(\"BLUE\")";
            RecordSchema schema = old.schema();
            assertThat(schema.evolveTo(fewer.schema())).isEqualTo(new Evolution(Evolution.Kind.INCOMPATIBLE, gone));
            assertThatThrownBy(() -> fewer.codec(schema)).hasMessage(gone + " [code-mismatch]");
        }
    }

    @Test
    void subclassesMayBeAdded() throws Exception {
        String shapes = "record Order(Shape shape) {}";
        try (Version old = new Version(
                        shapes,
                        "sealed interface Shape permits Circle {}",
                        "record Circle(int r) implements Shape {}");
                Version now = new Version(
                        shapes,
                        "sealed interface Shape permits Square, Circle {}",
                        "record Square(int side) implements Shape {}",
                        "record Circle(long r) implements Shape {}");
                Version fewer = new Version(
                        shapes,
                        "sealed interface Shape permits Square {}",
                        "record Square(int side) implements Shape {}")) {
            Object order = old.make("Order", old.make("Circle", 3));

            assertThat(migrate(old, order, now)).isEqualTo("MIGRATES Order[shape=Circle[r=3]]");
            assertThat(old.schema().evolveTo(fewer.schema()).reason())
                    .isEqualTo("shop.Circle is no longer one of shop.Shape");
        }
    }

    /** What an older version reads it can also write, in its own schema. */
    @Test
    void olderSchemasCanBeWritten() throws Exception {
        try (Version old = new Version("record Order(int a, String b, Short c) {}");
                Version now = new Version("record Order(long a, int d, Integer c) {}")) {
            RecordSchema schema = old.schema();
            RecordCodec<Object> reader = now.codec(schema);
            byte[] bytes = Records.write(old.codec(schema), old.make("Order", 1, "b", (short) 2));

            Object read = requireNonNull(Records.read(reader, bytes));

            assertThat(reader.isExact()).isFalse();
            assertThat(Records.read(old.codec(schema), Records.write(reader, read)))
                    .hasToString("Order[a=1, b=null, c=2]");
            assertThat(reader.copy(now.make("Order", 1L, 5, 3))).hasToString("Order[a=1, d=5, c=3]");
            assertThatThrownBy(() -> Records.write(reader, now.make("Order", 1L << 40, 5, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("1099511627776 is no int");
        }
    }

    @Test
    void classThatIsGoneReadsAsARecordOfItsFields() throws Exception {
        try (Version old = new Version(
                        "record Order(String a, Color color, List<Line> lines, Line[] array, Locale locale) {}",
                        "enum Color { RED, BLUE }",
                        "record Line(int count) {}");
                Version now = new Version("record Other() {}")) {
            Object line = old.make("Line", 5);
            Object array = java.lang.reflect.Array.newInstance(old.type("Line"), 1);
            java.lang.reflect.Array.set(array, 0, line);
            RecordSchema schema = old.schema();
            byte[] bytes = Records.write(
                    old.codec(schema),
                    old.make(
                            "Order",
                            "ann",
                            old.type("Color").getEnumConstants()[1],
                            List.of(line),
                            array,
                            java.util.Locale.ROOT));
            RecordCodec<Object> codec = now.codec(schema);

            PickledRecord record = (PickledRecord) requireNonNull(Records.read(codec, bytes));

            assertThat(record.className()).isEqualTo("shop.Order");
            assertThat(record.fields()).containsExactly("a", "color", "lines", "array", "locale");
            assertThat(record.get("a")).isEqualTo("ann");
            assertThat(record.get("color")).isEqualTo("BLUE");
            assertThat(record.get("lines")).hasToString("[shop.Line{count=5}]");
            assertThat(record.get("locale")).isInstanceOf(byte[].class);
            assertThat(record)
                    .hasToString("shop.Order{a=ann, color=BLUE, lines=[shop.Line{count=5}],"
                            + " array=[shop.Line{count=5}], locale="
                            + java.util.Arrays.toString((byte[]) record.get("locale"))
                            + "}");
            assertThatThrownBy(() -> record.get("b"))
                    .hasMessage("shop.Order has no field b, it has [a, color, lines, array, locale]");
            assertThat(Records.write(codec, record)).isEqualTo(bytes);
            assertThat(Records.read(codec, bytes)).isEqualTo(record).hasSameHashCodeAs(record);
            assertThat("" + Records.read(old.codec(schema), Records.write(codec, record)))
                    .startsWith("Order[a=ann, color=BLUE, lines=[Line[count=5]]");
        }
    }

    @Test
    void classThatGotHooksIsRefused() throws Exception {
        try (Version old = new Version("record Order(int a) {}");
                Version now = new Version("class Order { int a; private Object writeReplace() { return this; } }")) {
            RecordSchema schema = old.schema();

            assertThatThrownBy(() -> now.codec(schema))
                    .hasMessage("records of shop.Order cannot be read as shop.Order, whose class shop.Order has"
                            + " serialization hooks [code-mismatch]");
        }
    }
}
