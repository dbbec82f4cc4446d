package io.picklejar.roundtrip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import java.io.Serializable;
import java.util.Comparator;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A captured object on which by-reference code runs is whole: that code may call any method of it. */
@SuppressWarnings("UnnecessaryLambda")
final class ReceiversOfInheritedMethodsTest {
    private static final PickleJar JAR =
            PickleJar.builder().byValue(ClassRule.localCode()).build();

    private static final class Named implements Supplier<String> {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String get() {
            return "named " + name;
        }
    }

    @Test
    void boundMethodOfAnInterfaceOfTheJdk() {
        Supplier<String> named = new Named("x");
        Supplier<String> reference = (Supplier<String> & Serializable) named::get;

        assertThat(JAR.<Supplier<String>>loads(JAR.dumps(reference)).get()).isEqualTo("named x");
    }

    private static final class Order implements Comparator<String> {
        private final String first;

        Order(String first) {
            this.first = first;
        }

        @Override
        public int compare(String left, String right) {
            return left.equals(first) ? -1 : right.equals(first) ? 1 : left.compareTo(right);
        }

        Supplier<Comparator<String>> throughALambda() {
            return (Supplier<Comparator<String>> & Serializable) () -> reversed();
        }

        Supplier<Comparator<String>> throughAReference() {
            return (Supplier<Comparator<String>> & Serializable) this::reversed;
        }

        IntSupplier ownHash() {
            return (IntSupplier & Serializable) () -> getClass().getSimpleName().length();
        }
    }

    @Test
    void defaultMethodOfAnInterfaceOfTheJdk() {
        Supplier<Comparator<String>> lambda = JAR.loads(JAR.dumps(new Order("b").throughALambda()));
        Supplier<Comparator<String>> reference = JAR.loads(JAR.dumps(new Order("b").throughAReference()));

        assertThat(lambda.get().compare("b", "a")).isPositive();
        assertThat(reference.get().compare("b", "a")).isPositive();
    }

    @Test
    void methodsOfObjectKeepNothing() {
        // Not a literal: the class of this test travels, too.
        String first = String.join(" ", "nobody", "asks");
        byte[] pickle = JAR.dumps(new Order(first).ownHash());

        assertThat(JAR.<IntSupplier>loads(pickle).getAsInt()).isEqualTo(5);
        assertThat(new String(pickle, ISO_8859_1)).doesNotContain(first);
    }
}
