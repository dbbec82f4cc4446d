package io.picklejar.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class AccessTest {
    private static int initializations;
    private static String changeable = "before";
    private static final String FIXED = String.valueOf("fixed");

    @Test
    void thisJvmGrantsPrivilege() {
        assertThat(Access.tier()).isIn("opens", "reflection-factory");
        assertThat(Access.trusted()).isNotNull();
    }

    @Test
    void lookupInAClassHasFullPrivilegeThere() throws IllegalAccessException {
        assertThat(Access.lookupIn(List.class).lookupClass()).isEqualTo(List.class);
        assertThat(Access.lookupIn(List.class).hasFullPrivilegeAccess()).isTrue();
    }

    @Test
    void finalFieldsOfPlainRecordAndHiddenClassesAreWritten() throws Exception {
        Plain plain = new Plain(1);
        Point point = new Point(1, 2);
        Supplier<String> lambda = capturing("before");

        Access.set(Plain.class.getDeclaredField("number"), plain, 7);
        Access.set(Point.class.getDeclaredField("x"), point, 8);
        Access.set(lambda.getClass().getDeclaredField("arg$1"), lambda, "after");

        assertThat(plain.number()).isEqualTo(7);
        assertThat(point).isEqualTo(new Point(8, 2));
        assertThat(lambda.get()).isEqualTo("after");
    }

    private static Supplier<String> capturing(String text) {
        return () -> text;
    }

    @Test
    void fieldsOfTheJdkAreRead() throws Exception {
        Field value = String.class.getDeclaredField("value");

        assertThat((byte[]) Access.get(value, "abc")).containsExactly('a', 'b', 'c');
    }

    @Test
    void staticFieldsAreReadAndWritten() throws Exception {
        Field field = AccessTest.class.getDeclaredField("changeable");

        Access.set(field, null, "after");

        assertThat(changeable).isEqualTo("after");
        assertThat(Access.get(field, null)).isEqualTo("after");
    }

    @Test
    void staticFinalFieldsAreRefused() throws Exception {
        Field field = AccessTest.class.getDeclaredField("FIXED");

        assertThat(Access.get(field, null)).isEqualTo(FIXED);
        assertThatThrownBy(() -> Access.set(field, null, "other"))
                .isInstanceOf(IllegalAccessException.class)
                .hasMessage(
                        "final field 'io.picklejar.jvm.AccessTest#FIXED' cannot be written; declare it without final");
    }

    @Test
    void objectsAreAllocatedWithoutAConstructor() throws Exception {
        assertThat(Access.allocate(Plain.class).number()).isZero();
        assertThat(Access.allocate(Point.class)).isEqualTo(new Point(0, 0));
        assertThatThrownBy(() -> Access.allocate(Number.class))
                .isInstanceOf(InstantiationException.class)
                .hasMessage("java.lang.Number has no instances of its own to allocate");
    }

    /** A superclass that is not {@code Serializable}, with a field that only its constructor fills. */
    static class Base {
        final transient String fromConstructor;

        Base() {
            fromConstructor = "constructed";
        }
    }

    static final class Extended extends Base implements Serializable {
        private static final long serialVersionUID = 1;
        final int number = Integer.parseInt("7");
    }

    @Test
    void allocationRunsTheConstructorOfASuperclassThatIsNotSerializable() throws Exception {
        Extended allocated = Access.allocate(Extended.class);

        assertThat(allocated.fromConstructor).isEqualTo("constructed");
        assertThat(allocated.number).isZero();
    }

    @Test
    void lambdasAreAllocatedWithoutTheirCallSite() throws Exception {
        Supplier<?> copy = Access.allocate(capturing("text").getClass());

        assertThat(copy.get()).isNull();
    }

    @Test
    void askingWhetherAClassIsInitializedDoesNotInitializeIt() {
        Class<?> lazy = Lazy.class;

        assertThat(Access.isInitialized(lazy)).isFalse();
        assertThat(initializations).isZero();
        assertThat(Access.isInitialized(AccessTest.class)).isTrue();
    }

    @Test
    void privateMethodsAreCalled() throws Exception {
        Method ownMethod = Plain.class.getDeclaredMethod("secret", int.class);
        Method jdkMethod = String.class.getDeclaredMethod("isLatin1");

        assertThat(Access.invoke(ownMethod, new Plain(3), 4)).isEqualTo(7);
        assertThat(Access.invoke(jdkMethod, "abc")).isEqualTo(true);
        assertThatThrownBy(() -> Access.invoke(ownMethod, new Plain(3), -1))
                .isInstanceOf(InvocationTargetException.class)
                .hasCause(new IllegalStateException("negative"));
    }

    private static final class Plain {
        private final int number;

        private Plain(int number) {
            this.number = number;
        }

        private int number() {
            return number;
        }

        @SuppressWarnings("UnusedMethod") // called by reflection
        private int secret(int more) {
            if (more < 0) {
                throw new IllegalStateException("negative");
            }
            return number + more;
        }
    }

    private record Point(int x, int y) {}

    private static final class Lazy {
        static {
            initializations++;
        }
    }
}
