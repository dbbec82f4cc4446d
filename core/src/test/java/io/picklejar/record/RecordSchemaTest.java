package io.picklejar.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.CodeRejectedException;
import io.picklejar.error.CorruptPickleException;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.Substitute;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which types have a schema, and what it says. */
@SuppressWarnings("ArrayRecordComponent") // users do have arrays
final class RecordSchemaTest {
    private static final String P = "io.picklejar.record.RecordSchemaTest$";

    record Order(String customer, long amount, Shop.Color color, List<Line> lines) {}

    record Line(Locale locale, int[] counts) {}

    @Test
    void saysWhatTheClassesLookLike() {
        assertThat(Records.schema(Order.class)).hasToString("""
                        io.picklejar.record.RecordSchemaTest$Order
                        io.picklejar.record.RecordSchemaTest$Line {locale: java.util.Locale (pickled), counts: int[]}
                        io.picklejar.record.RecordSchemaTest$Order {customer: String, amount: long, color: \
                        io.picklejar.record.Shop$Color, lines: List<io.picklejar.record.RecordSchemaTest$Line>}
                        io.picklejar.record.Shop$Color [RED, GREEN, BLUE]""");
        assertThat(Records.schema(Order.class).classNames())
                .containsExactly(P + "Line", P + "Order", "io.picklejar.record.Shop$Color");
    }

    record HasSupplier(Supplier<String> code) {}

    record HasObject(Object anything) {}

    record HasRawList(@SuppressWarnings("rawtypes") List list) {}

    record Box<T>(T value) {}

    record HasRawBox(@SuppressWarnings("rawtypes") Box box) {}

    record Tree(String name, List<Tree> children) {}

    abstract static class Abstract {}

    static final class Hooked implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("unused")
        private Object readResolve() {
            return this;
        }
    }

    record HasHooked(Hooked hooked) {}

    @SuppressWarnings("unused")
    static class Parent {
        private int x;
    }

    @SuppressWarnings("unused")
    static final class Shadowing extends Parent {
        private int x;
    }

    @SuppressWarnings("ClassCanBeStatic")
    final class Inner {}

    static final class OfTheJdk extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Arguments> withoutSchema() {
        return Stream.of(
                Arguments.of(
                        HasSupplier.class,
                        "field code of " + P + "HasSupplier is a java.util.function.Supplier, which may hold anything"),
                Arguments.of(
                        HasObject.class,
                        "field anything of " + P + "HasObject is a java.lang.Object, which may hold anything"),
                Arguments.of(HasRawList.class, "field list of " + P + "HasRawList is a List of unknown elements"),
                Arguments.of(HasRawBox.class, "field value of " + P + "Box is of type T, which is not known"),
                Arguments.of(Tree.class, P + "Tree leads back to itself"),
                Arguments.of(
                        Abstract.class,
                        "the type is a " + P
                                + "Abstract, which may hold anything: it is abstract and neither sealed nor"
                                + " annotated with @Subtypes"),
                Arguments.of(
                        HasHooked.class,
                        "field hooked of " + P + "HasHooked is a " + P + "Hooked, whose class " + P
                                + "Hooked has serialization hooks"),
                Arguments.of(Shadowing.class, P + "Shadowing has two fields of the name x"),
                Arguments.of(
                        Inner.class,
                        "the type is a " + P + "Inner, which refers to the object or the variables around it"),
                Arguments.of(OfTheJdk.class, "the type is a " + P + "OfTheJdk, which has state of java.util.ArrayList"),
                Arguments.of(Locale.class, "java.util.Locale has an encoding of its own"),
                Arguments.of(Number.class, "the type is a java.lang.Number, which may hold anything"),
                Arguments.of(Map.class, "the type is a Map of unknown elements"));
    }

    @ParameterizedTest
    @MethodSource("withoutSchema")
    void saysWhyATypeHasNone(Class<?> type, String reason) {
        assertThat(PickleJar.standard().recordSchema(type)).isEqualTo(new RecordSchema.Finding(null, Set.of(), reason));
    }

    /** What the user has an encoding for stays the user's business. */
    @Test
    void usersEncodingsAreHonoured() {
        PickleJar jar = PickleJar.builder()
                .kryo(kryo -> kryo.register(Line.class))
                .onUnpicklable(Shop.Item.class, Substitute.NULL)
                .build();

        assertThat(jar.recordSchema(Shop.Item.class).reason())
                .isEqualTo("io.picklejar.record.Shop$Item has an encoding of its own");
        assertThat(jar.recordSchema(Shop.Circle.class).schema()).isNotNull();
        PickleJar everything =
                PickleJar.builder().reducerOverride((value, context) -> null).build();
        assertThat(everything.recordSchema(Shop.Circle.class).schema()).isNull();
    }

    /** A filter is asked for each class that the schema names, before the class is used. */
    @Test
    void filtersAreAsked() {
        RecordSchema schema = Records.schema(Order.class);
        PickleJar jar = PickleJar.builder()
                .classFilter(ObjectInputFilter.Config.createFilter("!" + P + "Line"))
                .build();

        assertThatThrownBy(() -> jar.recordCodec(
                        schema, name -> Records.find(name, getClass().getClassLoader())))
                .isInstanceOf(CodeRejectedException.class)
                .hasMessage("the class filter rejects class " + P + "Line; if the pickle is trusted, admit it in"
                        + " PickleJar.Builder.classFilter or, where it is set, jdk.serialFilter [code-rejected]");
    }

    record Key(String name, LocalDate day, Shop.Color color, int number) {}

    record KeyWithList(String name, List<String> tags) {}

    record KeyWithKey(int number, KeyWithList inner) {}

    record KeyWithAnimal(Shop.Animal animal) {}

    @Test
    void tellsWhatCanBeAKey() {
        assertThat(Records.schema(Key.class).keyProblem()).isNull();
        assertThat(Records.schema(Shop.Shape.class).keyProblem()).isNull();
        assertThat(Records.schema(String.class).keyProblem()).isNull();
        assertThat(Records.schema(KeyWithList.class).keyProblem())
                .isEqualTo("equal values of field tags of " + P
                        + "KeyWithList, of type List<String>, may have different" + " bytes");
        assertThat(Records.schema(KeyWithKey.class).keyProblem())
                .isEqualTo("equal values of field inner.tags of " + P
                        + "KeyWithKey, of type List<String>, may have different bytes");
        assertThat(Records.schema(KeyWithAnimal.class).keyProblem())
                .isEqualTo("field animal of " + P + "KeyWithAnimal may be of any subclass of"
                        + " io.picklejar.record.Shop$Animal; make it final, or a record");
    }

    @Test
    void newerFormatsSayWhatToDo() {
        byte[] bytes = Records.schema(Key.class).toBytes();
        bytes[0] = 2;

        assertThatThrownBy(() -> RecordSchema.parse(bytes))
                .isInstanceOf(UnpicklingException.class)
                .hasMessage("a record schema of version 2, expected 1; use the version of PickleJar that wrote it, or a"
                        + " newer one [unknown-format]");
    }

    /** Whatever happens to the bytes, parsing them gives a schema or says that it cannot. */
    @Test
    void damagedSchemasAreRefused() {
        byte[] bytes = Records.schema(Order.class).toBytes();
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> RecordSchema.parse(cut)).isInstanceOf(CorruptPickleException.class);
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= (byte) (1 << bit);
                refused += isRefused(flipped) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(bytes.length);
    }

    /** A long chain of classes is no reason to overflow the stack. */
    @Test
    void chainsOfClassesHaveAnEnd() {
        Map<String, Definitions.RecordDefinition> chain = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            DataType next =
                    i == 9_999 ? new DataType.Value(ValueKind.STRING) : new DataType.RecordOf(String.valueOf(i + 1));
            String name = String.valueOf(i);
            List<Definitions.FieldDefinition> fields = List.of(new Definitions.FieldDefinition("f", List.of(), next));
            chain.put(name, new Definitions.RecordDefinition(name, name, List.of(), fields, List.of(), false));
        }
        byte[] bytes = new RecordSchema(new DataType.RecordOf("0"), chain, Map.of()).toBytes();

        assertThatThrownBy(() -> RecordSchema.parse(bytes))
                .isInstanceOf(CorruptPickleException.class)
                .hasMessageContaining("classes nested deeper than 100");
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            RecordSchema.parse(bytes);
            return false;
        } catch (UnpicklingException e) {
            return true;
        }
    }
}
