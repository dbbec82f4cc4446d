package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.Explanation;
import io.picklejar.error.PicklingException;
import io.picklejar.testkit.Row;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions of the JDK: nothing of them travels but names. */
@SuppressWarnings("UnnecessaryLambda") // lambdas are what travels
final class JdkFunctionsConformanceTest {
    private static final String ALL = "io.picklejar.conformance.Place#all";

    /** The names of the classes that would travel with the value. */
    private static List<String> byValue(Object value) {
        return Place.JAR.explain(value).classes().stream()
                .filter(Explanation.ClassUse::byValue)
                .map(Explanation.ClassUse::className)
                .toList();
    }

    @Row("test_method_descriptors")
    @ParameterizedTest
    @MethodSource(ALL)
    void methodOfAString(Place place) {
        Function<String, String> upper = (Function<String, String> & Serializable) String::toUpperCase;

        assertThat(byValue(upper)).isEmpty();
        assertThat(place.<Function<String, String>, String>run(upper, f -> f.apply("abc")))
                .isEqualTo("ABC");
    }

    @Row("test_builtin_function")
    @ParameterizedTest
    @MethodSource(ALL)
    void staticMethods(Place place) {
        IntBinaryOperator max = (IntBinaryOperator & Serializable) Math::max;
        BiPredicate<Path, LinkOption[]> exists = (BiPredicate<Path, LinkOption[]> & Serializable) Files::exists;

        assertThat(byValue(max)).isEmpty();
        assertThat(byValue(exists)).isEmpty();
        assertThat(place.<IntBinaryOperator, Integer>run(max, f -> f.applyAsInt(2, 3)))
                .isEqualTo(3);
        assertThat(place.<BiPredicate<Path, LinkOption[]>, Boolean>run(
                        exists, f -> f.test(Path.of("no", "such", "file"), new LinkOption[0])))
                .isFalse();
    }

    @Row("test_builtin_type_constructor")
    @ParameterizedTest
    @MethodSource(ALL)
    void constructors(Place place) {
        Supplier<List<String>> list = (Supplier<List<String>> & Serializable) ArrayList::new;
        Supplier<Set<String>> set = (Supplier<Set<String>> & Serializable) HashSet::new;
        Supplier<Object> object = (Supplier<Object> & Serializable) Object::new;
        IntFunction<int[]> array = (IntFunction<int[]> & Serializable) int[]::new;

        assertThat(Stream.of(list, set, object).map(JdkFunctionsConformanceTest::byValue))
                .allMatch(List::isEmpty);
        assertThat(place.<List<Supplier<?>>, String>run(
                        List.of(list, set, object),
                        all -> all.get(0).get() + " " + all.get(1).get() + " "
                                + all.get(2).get().getClass()))
                .isEqualTo("[] [] class java.lang.Object");
        assertThat(place.<IntFunction<int[]>, int[]>run(array, f -> f.apply(3))).isEqualTo(new int[3]);
    }

    @Row("test_builtin_classicmethod")
    @ParameterizedTest
    @MethodSource(ALL)
    void boundAndUnboundMethods(Place place) {
        Supplier<Integer> bound = (Supplier<Integer> & Serializable) "abc"::length;
        ToIntFunction<String> unbound = (ToIntFunction<String> & Serializable) String::length;

        assertThat(byValue(bound)).isEmpty();
        assertThat(byValue(unbound)).isEmpty();
        assertThat(place.<Supplier<Integer>, Integer>run(bound, Supplier::get)).isEqualTo(3);
        assertThat(place.<ToIntFunction<String>, Integer>run(unbound, f -> f.applyAsInt("ab")))
                .isEqualTo(2);
    }

    @Row("test_builtin_classmethod")
    @ParameterizedTest
    @MethodSource(ALL)
    void staticMethodCapturesNoReceiver(Place place) {
        ToDoubleFunction<String> parse = (ToDoubleFunction<String> & Serializable) Double::parseDouble;

        assertThat(byValue(parse)).isEmpty();
        assertThat(place.<ToDoubleFunction<String>, String>run(
                        parse, f -> f.getClass().getDeclaredFields().length + " " + f.applyAsDouble("1.5")))
                .isEqualTo("0 1.5");
    }

    /** Its supertype's method, and its own, each as a method reference. */
    private static class Slots {
        @Override
        public String toString() {
            return "slots";
        }
    }

    private static final class SubSlots extends Slots {
        @Override
        public String toString() {
            return "sub " + super.toString();
        }

        Supplier<String> inherited() {
            return (Supplier<String> & Serializable) super::toString;
        }
    }

    @Row("test_builtin_slotmethod")
    @ParameterizedTest
    @MethodSource(ALL)
    void methodsOfObjectOnAClassThatTravels(Place place) {
        Function<Object, String> text = (Function<Object, String> & Serializable) Object::toString;

        assertThat(byValue(text)).isEmpty();
        assertThat(place.<Object[], String>run(
                        new Object[] {text, new SubSlots()}, JdkFunctionsConformanceTest::applied))
                .isEqualTo("sub slots");
        assertThat(place.<Supplier<String>, String>run(new SubSlots().inherited(), Supplier::get))
                .isEqualTo("slots");
    }

    @SuppressWarnings("unchecked")
    private static String applied(Object[] parts) {
        return ((Function<Object, String>) parts[0]).apply(parts[1]);
    }

    @Row("test_builtin_staticmethod")
    @ParameterizedTest
    @MethodSource(ALL)
    void overloadIsTheOneThatWasMeant(Place place) {
        Function<char[], String> ofChars = (Function<char[], String> & Serializable) String::valueOf;
        Function<Object, String> ofObject = (Function<Object, String> & Serializable) String::valueOf;
        IntFunction<String> ofInt = (IntFunction<String> & Serializable) String::valueOf;

        assertThat(byValue(List.of(ofChars, ofObject, ofInt))).isEmpty();
        assertThat(place.<Function<char[], String>, String>run(ofChars, f -> f.apply(new char[] {'a', 'b'})))
                .isEqualTo("ab");
        assertThat(place.<Function<Object, String>, String>run(ofObject, f -> f.apply(List.of(1))))
                .isEqualTo("[1]");
        assertThat(place.<IntFunction<String>, String>run(ofInt, f -> f.apply('a')))
                .isEqualTo("97");
    }

    private record Person(String name, int age) {}

    private static final List<Person> PEOPLE = List.of(new Person("b", 1), new Person("a", 2), new Person("a", 1));

    private static List<String> sorted(Comparator<Person> order) {
        return PEOPLE.stream()
                .sorted(order)
                .map(person -> person.name() + person.age())
                .toList();
    }

    @Row("test_itemgetter")
    @ParameterizedTest
    @MethodSource(ALL)
    @Tag(Row.NEEDS_PRIVILEGE)
    void comparatorsByKey(Place place) {
        Comparator<Person> byName = Comparator.comparing((Function<Person, String> & Serializable) Person::name);
        Comparator<Map.Entry<String, Integer>> byKey = Map.Entry.comparingByKey();

        assertThat(place.<Comparator<Person>, List<String>>run(byName, order -> sorted(order)))
                .containsExactly("a2", "a1", "b1");
        assertThat(place.<Comparator<Map.Entry<String, Integer>>, Integer>run(
                        byKey, order -> order.compare(Map.entry("a", 2), Map.entry("b", 1))))
                .isEqualTo(-1);
    }

    @Row("test_attrgetter")
    @ParameterizedTest
    @MethodSource(ALL)
    @Tag(Row.NEEDS_PRIVILEGE)
    void chainedComparators(Place place) {
        Comparator<Person> byBoth = Comparator.comparing((Function<Person, String> & Serializable) Person::name)
                .thenComparing((Function<Person, Integer> & Serializable) Person::age);

        assertThat(place.<Comparator<Person>, List<String>>run(byBoth, order -> sorted(order)))
                .containsExactly("a1", "a2", "b1");
    }

    private static final class Getters {
        private Getters() {}

        static Function<Person, Integer> composed() {
            Function<String, Integer> length = (Function<String, Integer> & Serializable) String::length;
            return length.compose((Function<Person, String> & Serializable) Person::name);
        }

        static Predicate<String> and() {
            Predicate<String> isEmpty = (Predicate<String> & Serializable) String::isEmpty;
            Predicate<String> isBlank = (Predicate<String> & Serializable) String::isBlank;
            return isEmpty.negate().and(isBlank);
        }
    }

    @Row("test_partial")
    @ParameterizedTest
    @MethodSource(ALL)
    @Tag(Row.NEEDS_PRIVILEGE)
    void functionsThatTheJdkComposes(Place place) {
        assertThat(place.<Predicate<String>, List<Boolean>>run(
                        Getters.and(), f -> List.of(f.test(" "), f.test(""), f.test("a"))))
                .containsExactly(true, false, false);
    }

    @Row("test_attrgetter")
    @ParameterizedTest
    @MethodSource(ALL)
    @Tag(Row.NEEDS_PRIVILEGE)
    void composedGetters(Place place) {
        assertThat(place.<Function<Person, Integer>, Integer>run(
                        Getters.composed(), f -> f.apply(new Person("abc", 1))))
                .isEqualTo(3);
    }

    /** An interface for {@code System::arraycopy}, which the receiver has not. */
    private interface Copier extends Serializable {
        void copy(Object from, int fromIndex, Object to, int toIndex, int length);
    }

    @Row("test_ufunc")
    @ParameterizedTest
    @MethodSource(ALL)
    void nativeMethodOfTheJdk(Place place) {
        Copier copier = System::arraycopy;

        assertThat(place.<Copier, int[]>run(copier, f -> {
                    int[] to = new int[3];
                    f.copy(new int[] {1, 2, 3}, 1, to, 0, 2);
                    return to;
                }))
                .containsExactly(2, 3, 0);
    }

    /** Its code is in a library. */
    private static final class Native {
        static native int compute(int x);

        @SuppressWarnings("unused") // somebody might
        native int of(int x);
    }

    @Row("test_ufunc")
    @Test
    void nativeMethodOfAClassThatTravelsIsRefused() {
        Supplier<Integer> calls = (Supplier<Integer> & Serializable) () -> Native.compute(1);
        String advice =
                " is native: the library that has its code stays here at $; install the class and its library at"
                        + " the receiver, and leave it by reference with .byReference(ClassRule.className(\""
                        + Native.class.getName()
                        + "\")) [native-method]";

        assertThatThrownBy(() -> Place.JAR.dumps(calls))
                .isInstanceOf(PicklingException.class)
                .hasMessage(Native.class.getName() + " would travel by value, and its method compute" + advice);
        assertThatThrownBy(() -> Place.JAR.dumps(new Native()))
                .isInstanceOf(PicklingException.class)
                .hasMessage(Native.class.getName() + " would travel by value, and its method compute" + advice);
    }
}
