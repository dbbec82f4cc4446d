package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.Statics;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that travel, and objects of them. */
final class ClassesConformanceTest {
    private static final String ALL = "io.picklejar.conformance.Place#all";

    private static class Base {
        int method() {
            return 1;
        }
    }

    private static final class Derived extends Base {
        @Override
        int method() {
            return super.method() + 1;
        }
    }

    @Row("test_dynamically_generated_class_that_uses_super")
    @ParameterizedTest
    @MethodSource(ALL)
    void classThatCallsItsSuperclass(Place place) {
        assertThat(place.<Derived, Integer>run(new Derived(), Derived::method)).isEqualTo(2);
        assertThat(place.<Class<?>, Integer>run(Derived.class, type -> {
                    try {
                        var constructor = type.getDeclaredConstructor();
                        constructor.setAccessible(true);
                        return ((Base) constructor.newInstance()).method();
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError("no constructor", e);
                    }
                }))
                .isEqualTo(2);
    }

    /** Defines classes from bytes and serves these. */
    private static final class Generated extends ClassLoader {
        private final String name;
        private final byte[] bytes;

        Generated(String name, byte[] bytes) {
            super(ClassesConformanceTest.class.getClassLoader());
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            if (!wanted.equals(name)) {
                throw new ClassNotFoundException(wanted);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public java.io.@Nullable InputStream getResourceAsStream(String resource) {
            return resource.equals(name.replace('.', '/') + ".class")
                    ? new java.io.ByteArrayInputStream(bytes)
                    : super.getResourceAsStream(resource);
        }
    }

    /** {@code public class Doubled implements Supplier { public Object get() { return "made at run time"; } }}. */
    private static Class<?> doubled() throws ClassNotFoundException {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "made/Doubled", null, "java/lang/Object", new String[] {
            "java/util/function/Supplier"
        });
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        MethodVisitor get = writer.visitMethod(Opcodes.ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        get.visitLdcInsn("made at run time");
        get.visitInsn(Opcodes.ARETURN);
        get.visitMaxs(1, 1);
        writer.visitEnd();
        return Class.forName("made.Doubled", true, new Generated("made.Doubled", writer.toByteArray()));
    }

    @Row("test_dynamically_generated_class_that_uses_super")
    @ParameterizedTest
    @MethodSource(ALL)
    void classThatWasGeneratedAtRunTime(Place place) throws ReflectiveOperationException {
        Object made = doubled().getConstructor().newInstance();

        assertThat(place.<Object, Object>run(made, object -> ((Supplier<?>) object).get()))
                .isEqualTo("made at run time");
    }

    private static final class Cyclic {
        static Class<?> self = Cyclic.class;
        static Cyclic instance = new Cyclic();
    }

    @Row("test_cycle_in_classdict_globals")
    @ParameterizedTest
    @MethodSource(ALL)
    void classWhoseStaticsLeadBackToIt(Place place) {
        assertThat(place.<Class<?>, Boolean>run(
                        Cyclic.class, type -> Cyclic.instance.getClass() == type && Cyclic.self == type))
                .isTrue();
    }

    private static final class Initialized {
        private static final String PROPERTY = "io.picklejar.conformance.initialized";
        private static final Initialized INSTANCE = new Initialized();

        static {
            System.setProperty(PROPERTY, "ran");
        }
    }

    @Row("test_cycle_in_classdict_globals")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#others")
    void initializerDoesNotRunWhereStaticsAreASnapshot(Place place) {
        PickleJar snapshot = Place.JAR.toBuilder().statics(Statics.SNAPSHOT).build();

        assertThat(place.<Class<?>, String>run(
                        snapshot,
                        Initialized.class,
                        type -> (Initialized.INSTANCE.getClass() == type) + " "
                                + System.getProperty(Initialized.PROPERTY)))
                .isEqualTo("true null");
    }

    /** What the class file says of a class beside its members. */
    private static String metadata(Class<?> type) {
        Method enclosing = type.getEnclosingMethod();
        return String.join(
                ", ",
                "simple " + type.getSimpleName(),
                "anonymous " + type.isAnonymousClass(),
                "local " + type.isLocalClass(),
                "member " + type.isMemberClass(),
                "in method " + (enclosing == null ? "none" : enclosing.getName()),
                "in class "
                        + (type.getEnclosingClass() == null
                                ? "none"
                                : type.getEnclosingClass().getSimpleName()),
                "super " + type.getGenericSuperclass(),
                "canonical " + type.getCanonicalName());
    }

    @Row("test_class_no_firstlineno_deletion_")
    @ParameterizedTest
    @MethodSource(ALL)
    void whatAClassSaysOfItselfSurvives(Place place) {
        class Local extends ArrayList<String> {
            private static final long serialVersionUID = 1L;
        }
        List<Class<?>> types = List.of(new Object() {}.getClass(), Local.class, Derived.class, FirstLine.class);
        List<String> here = types.stream().map(ClassesConformanceTest::metadata).toList();

        assertThat(here.get(1))
                .contains("super java.util.ArrayList<java.lang.String>")
                .contains("local true");
        assertThat(place.<List<Class<?>>, List<String>>run(
                        types,
                        there -> there.stream().map(type -> metadata(type)).toList()))
                .isEqualTo(here);
        assertThat(place.<FirstLine, String>run(new FirstLine(), FirstLine::file))
                .isEqualTo("ClassesConformanceTest.java");
    }

    private static final class FirstLine {
        @Nullable
        String file() {
            return new IllegalStateException().getStackTrace()[0].getFileName();
        }
    }

    private static class Slotted {
        private final String value;

        Slotted(String value) {
            this.value = value;
        }
    }

    private static final class SubSlotted extends Slotted {
        private final String value;
        private final int more;

        SubSlotted(String hidden, String value, int more) {
            super(hidden);
            this.value = value;
            this.more = more;
        }

        String all() {
            return ((Slotted) this).value + " " + value + " " + more;
        }
    }

    @Row("test_instance_with_slots")
    @ParameterizedTest
    @MethodSource(ALL)
    void fieldThatHidesAnotherOneIsAFieldOfItsOwn(Place place) {
        assertThat(place.<SubSlotted, String>run(new SubSlotted("hidden", "own", 3), SubSlotted::all))
                .isEqualTo("hidden own 3");
    }

    @Row("test_instance_with_slots")
    @Test
    void classThatIsGoneInTheOriginLivesOnInThePickle() {
        byte[] pickle = pickleOfAForgottenClass();

        try (Worker worker = Worker.start()) {
            assertThat(worker.describe(worker.load(pickle))).isEqualTo("a 2");
        }
        assertThat(Place.JAR.<Object>loads(pickle)).hasToString("a 2");
    }

    private static byte[] pickleOfAForgottenClass() {
        Supplier<Object> script = RunScript.runScript("""
                import java.util.function.Supplier;
                public class Script {
                    static class Base { String a = "a"; }
                    static class Sub extends Base { int b = 2; @Override public String toString() { return a + " " + b; } }
                    public static Supplier<Object> run() { return (Supplier<Object> & java.io.Serializable) Sub::new; }
                }
                """);
        return Place.JAR.dumps(script.get());
    }

    /** A bean with a property that can be written and one that cannot. */
    public static final class Bean implements Serializable {
        private static final long serialVersionUID = 1L;
        private int number = 1;

        /** The property. */
        public int getNumber() {
            return number;
        }

        /** Writes it. */
        public void setNumber(int number) {
            this.number = number;
        }

        /** Cannot be written. */
        public String getText() {
            return "number " + number;
        }
    }

    @Row("test_property")
    @ParameterizedTest
    @MethodSource(ALL)
    void propertiesOfABean(Place place) throws Exception {
        PropertyDescriptor number = new PropertyDescriptor("number", Bean.class);
        PropertyDescriptor text = new PropertyDescriptor("text", Bean.class, "getText", null);
        text.setConstrained(true);

        assertThat(place.<Object[], String>run(new Object[] {number, text, new Bean()}, parts -> properties(parts)))
                .isEqualTo("number 7, setter of text: null, constrained true");
        assertThat(place.<PropertyDescriptor>echo(number)).isEqualTo(number);
    }

    private static String properties(Object[] parts) {
        PropertyDescriptor number = (PropertyDescriptor) parts[0];
        PropertyDescriptor text = (PropertyDescriptor) parts[1];
        try {
            number.getWriteMethod().invoke(parts[2], 7);
            return text.getReadMethod().invoke(parts[2]) + ", setter of text: " + text.getWriteMethod()
                    + ", constrained " + text.isConstrained();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no property", e);
        }
    }
}
