package io.picklejar.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.UnpicklingException;
import io.picklejar.jvm.Access;
import io.picklejar.testkit.UserJar;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where code is generated, and that it does what reflection does where it is not. */
final class FieldsGeneratorTest {
    private static @Nullable GeneratedFields generated(Class<?> type) throws IllegalAccessException {
        return FieldsGenerator.generate(type, new FreshObjects(type), List.of(), List.of());
    }

    @Test
    void privilegeAndAConstructorAreNeeded() throws Exception {
        if (Access.trusted() == null) {
            assertThat(generated(Plain.class)).isNull();
            return;
        }
        assertThat(generated(Plain.class)).isNotNull();
        assertThat(generated(Shop.Counter.class)).isNull();
        assertThat(FieldsGenerator.generate(
                        Shop.Animal.class,
                        new FreshObjects(Shop.Animal.class),
                        RecordClass.fieldsOf(Shop.Animal.class),
                        List.of(Codecs.StringCodec.INSTANCE, Codecs.StringCodec.INSTANCE)))
                .as("one of its fields is final")
                .isNull();
    }

    /** All fields of its own, private and not final. */
    static class Plain {
        private boolean a = true;
        private byte b = 1;
        private short c = 2;
        private char d = '3';
        private int e = 4;
        private long f = 5;
        private float g = 6;
        private double h = 7;
        private @Nullable String i = "8";
        private @Nullable Long j = 9L;
        private int[] k = {10};
        private List<String> l = List.of("11");

        @Override
        public String toString() {
            return "" + a + b + c + d + e + f + g + h + i + j + k[0] + l;
        }
    }

    /** Fields of a superclass that are not private. */
    static class Parent {
        int inherited = 1;
        protected String text = "t";
    }

    static final class Child extends Parent {
        private int own = 2;

        @Override
        public String toString() {
            return inherited + text + own;
        }
    }

    @Test
    void plainClassesComeBack() {
        Child child = new Child();
        child.inherited = 7;
        child.own = 8;

        for (Object each : List.of(new Plain(), child)) {
            RecordCodec<Object> codec = Records.codec(each.getClass());

            assertThat(Records.roundTrip(codec, each))
                    .hasToString(each.toString())
                    .isNotSameAs(each);
            assertThat(codec.copy(each)).hasToString(each.toString()).isNotSameAs(each);
        }
    }

    record Even(int number) {
        Even {
            if (number % 2 != 0) {
                throw new IllegalArgumentException(number + " is odd");
            }
        }
    }

    @Test
    void constructorsMayRefuse() {
        RecordCodec<Even> codec = Records.codec(Even.class);
        byte[] bytes = Records.write(codec, new Even(2));
        bytes[1] = 3;

        assertThatThrownBy(() -> Records.read(codec, bytes))
                .isInstanceOf(UnpicklingException.class)
                .hasMessage("cannot make a " + Even.class.getName()
                        + ": its constructor threw java.lang.IllegalArgumentException: 3 is odd [making-failed]");
    }

    static class Checked {
        static boolean refuses;

        Checked() throws Exception {
            if (refuses) {
                throw new Exception("not today");
            }
        }
    }

    @Test
    void constructorsMayThrowWhatTheyDeclare() throws Exception {
        RecordCodec<Checked> codec = Records.codec(Checked.class);
        byte[] bytes = Records.write(codec, new Checked());
        Checked.refuses = true;

        assertThatThrownBy(() -> Records.read(codec, bytes))
                .isInstanceOf(UnpicklingException.class)
                .hasMessage("cannot make a " + Checked.class.getName()
                        + ": its constructor threw java.lang.Exception: not today [making-failed]");
    }

    /** A class of a loader that does not know PickleJar has no code beside it that does. */
    @Test
    void classesThatDoNotSeePickleJarComeBack(@TempDir Path directory) throws Exception {
        UserJar jar = UserJar.compile(
                directory.resolve("user.jar"),
                List.of(),
                "package shop;\npublic record Order(String name, int count) {}");
        URL[] urls = {jar.path().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = UserJar.load(loader, "shop.Order");
            Object order = type.getConstructors()[0].newInstance("ann", 3);
            RecordSchema.Finding finding = PickleJar.standard().recordSchema(type);
            RecordCodec<Object> codec = PickleJar.standard()
                    .recordCodec(
                            Records.schema(type),
                            name -> finding.classes().iterator().next());

            assertThat(generated(type)).isNull();
            assertThat(Records.roundTrip(codec, order)).isEqualTo(order);
        }
    }
}
