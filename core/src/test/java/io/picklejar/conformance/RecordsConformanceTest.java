package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Records and plain data classes. */
final class RecordsConformanceTest {
    private static final String ALL = "io.picklejar.conformance.Place#all";

    @Row("test_namedtuple")
    @ParameterizedTest
    @MethodSource(ALL)
    void localRecord(Place place) {
        record MyTuple(int a, String b, List<Integer> c) {
            MyTuple {
                c = List.copyOf(c); // so that it shows whether the constructor ran
            }
        }
        MyTuple t1 = new MyTuple(1, "b", new ArrayList<>(List.of(3)));
        MyTuple t2 = new MyTuple(3, "d", List.of());

        assertThat(place.<Object[], String>run(
                        new Object[] {t1, MyTuple.class, t2},
                        parts -> parts[0] + " "
                                + (parts[0].getClass() == parts[1]) + " " + (parts[2].getClass() == parts[1]) + " "
                                + parts[0].equals(new MyTuple(1, "b", List.of(3)))))
                .isEqualTo("MyTuple[a=1, b=b, c=[3]] true true true");
        assertThat(place.<List<MyTuple>>echo(List.of(t1, t2))).isEqualTo(List.of(t1, t2));
    }

    private record Pair<A extends Comparable<A>, B>(
            A left, @Nullable B right) {
        Pair {
            if (left.equals(right)) {
                throw new IllegalArgumentException("twice the same");
            }
        }

        static <A extends Comparable<A>, B> Pair<A, B> of(A left, B right) {
            return new Pair<>(left, right);
        }
    }

    @Row("test_NamedTuple")
    @ParameterizedTest
    @MethodSource(ALL)
    void genericRecordWithFactory(Place place) {
        assertThat(place.<Pair<String, Integer>, List<Object>>run(
                        Pair.of("a", 1), pair -> List.of(pair, Pair.of("a", 1), pair.right())))
                .isEqualTo(List.of(Pair.of("a", 1), Pair.of("a", 1), 1));
    }

    /** Defines a class from its bytes, and serves these. */
    private static final class Generated extends ClassLoader {
        private final byte[] bytes;

        Generated(byte[] bytes) {
            super(RecordsConformanceTest.class.getClassLoader());
            this.bytes = bytes;
        }

        @Override
        protected Class<?> findClass(String name) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public java.io.@Nullable InputStream getResourceAsStream(String name) {
            return name.equals("made/Pojo.class")
                    ? new java.io.ByteArrayInputStream(bytes)
                    : super.getResourceAsStream(name);
        }
    }

    /** {@code public class Pojo implements Supplier { public int x; public Object get() { return Integer.valueOf(x); } }}. */
    private static Object pojo(int x) throws ReflectiveOperationException {
        ClassWriter writer = new ClassWriter(0);
        String[] interfaces = {"java/util/function/Supplier"};
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "made/Pojo", null, "java/lang/Object", interfaces);
        writer.visitField(Opcodes.ACC_PUBLIC, "x", "I", null, null).visitEnd();
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        MethodVisitor get = writer.visitMethod(Opcodes.ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        get.visitVarInsn(Opcodes.ALOAD, 0);
        get.visitFieldInsn(Opcodes.GETFIELD, "made/Pojo", "x", "I");
        get.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
        get.visitInsn(Opcodes.ARETURN);
        get.visitMaxs(1, 1);
        writer.visitEnd();
        Class<?> type = Class.forName("made.Pojo", true, new Generated(writer.toByteArray()));
        Object made = type.getConstructor().newInstance();
        type.getField("x").setInt(made, x);
        return made;
    }

    @Row("test_dataclass")
    @ParameterizedTest
    @MethodSource(ALL)
    void objectOfAClassThatWasGeneratedAtRunTime(Place place) throws ReflectiveOperationException {
        assertThat(place.<Object, Object>run(pojo(7), made -> ((Supplier<?>) made).get()))
                .isEqualTo(7);
        assertThat(place.<Object>echo(pojo(8)))
                .isInstanceOfSatisfying(
                        Supplier.class, made -> assertThat(made.get()).isEqualTo(8));
    }

    private static final String SCRIPT = """
            import java.util.function.Function;
            public class Script {
                static class Sample implements java.io.Serializable {
                    static final String PLACE = "this place";
                    static String shared = "here";
                    final int twice;
                    Sample(int only) { twice = 2 * only; }
                    @Override public String toString() { return twice + " " + shared; }
                }
                public static Object[] run() {
                    Function<Object, String> changes = (Function<Object, String> & java.io.Serializable) sample -> {
                        String before = Sample.shared;
                        try {
                            Sample.shared = "changed";
                            return sample + " " + (sample.getClass() == Sample.class);
                        } finally {
                            Sample.shared = before;
                        }
                    };
                    return new Object[] {changes, new Sample(21), Sample.class};
                }
            }
            """;

    @SuppressWarnings("unchecked")
    private static String apply(Object[] parts) {
        return ((Function<Object, String>) parts[0]).apply(parts[1]);
    }

    @Row("test_interactively_defined_dataclass_with_initvar_and_classvar")
    @ParameterizedTest
    @MethodSource(ALL)
    void classOfAScript(Place place) {
        // Classes of equal code are one class; each place gets its own.
        Object[] parts =
                RunScript.call(RunScript.compileFor(17, SCRIPT.replace("this place", place.toString())), "run");

        assertThat(place.<Object[], String>run(parts, RecordsConformanceTest::apply))
                .isEqualTo("42 changed true");
        assertThat(parts[1]).hasToString("42 here");
        Object[] echo = place.echo(new Object[] {parts[1], parts[2]});
        assertThat(echo[0]).hasSameClassAs(parts[1]).hasToString("42 here");
        assertThat(echo[1]).isSameAs(parts[2]);
    }

    @Retention(RetentionPolicy.RUNTIME)
    private @interface Label {
        String value();
    }

    private record Labelled(@Label("how many") int count, Map<String, ? extends List<Labelled>> tree) {}

    @SuppressWarnings("UnusedVariable") // reflection uses it
    private static class Kinds implements Serializable {
        private static final long serialVersionUID = 1L;
        static int shared = 1;
        transient int gone = 2;
        volatile int kept = 3;
    }

    @Row("test_dataclass_fields_are_preserved")
    @ParameterizedTest
    @MethodSource(ALL)
    void componentsAndFieldsReflectAsHere(Place place) {
        List<String> here = components(Labelled.class);

        assertThat(here)
                .containsExactly(
                        "count int [how many]",
                        "tree java.util.Map<java.lang.String, ? extends java.util.List<" + Labelled.class.getName()
                                + ">> []");
        assertThat(place.<Class<?>, List<String>>run(Labelled.class, type -> components(type)))
                .isEqualTo(here);
        assertThat(place.<Class<?>, List<String>>run(Kinds.class, type -> fields(type)))
                .isEqualTo(fields(Kinds.class))
                .contains("static shared", "transient gone", "volatile kept");
        assertThat(place.<Kinds, String>run(new Kinds(), kinds -> kinds.gone + " " + kinds.kept))
                .isEqualTo("0 3");
    }

    private static List<String> components(Class<?> type) {
        List<String> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(
                    component.getName() + " " + component.getGenericType().getTypeName() + " "
                            + Arrays.stream(component.getAnnotationsByType(Label.class))
                                    .map(Label::value)
                                    .toList());
        }
        return components;
    }

    /** Without access and {@code final}, which the receiver widens. */
    private static List<String> fields(Class<?> type) {
        List<String> fields = new ArrayList<>();
        Field[] declared = type.getDeclaredFields();
        Arrays.sort(declared, Comparator.comparing((Function<Field, String> & Serializable) Field::getName));
        for (Field field : declared) {
            int kinds = field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT | Modifier.VOLATILE);
            fields.add((Modifier.toString(kinds) + " " + field.getName()).trim());
        }
        return fields;
    }
}
