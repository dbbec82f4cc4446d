package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.Row;
import io.picklejar.testkit.Worker;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generic types, type variables and annotations, of classes that travel and of the JDK. */
@SuppressWarnings({"ClassCanBeStatic", "UnusedMethod", "UnusedTypeParameter", "UnusedVariable"}) // reflection uses it
final class GenericsConformanceTest {
    private static final String ALL = "io.picklejar.conformance.Place#all";

    private static class C<T extends Number & Comparable<T>> {
        <U extends T> void method(U argument) {}
    }

    @Row("test_pickle_dynamic_typevar")
    @ParameterizedTest
    @MethodSource(ALL)
    void typeVariableOfAClassThatTravels(Place place) throws NoSuchMethodException {
        TypeVariable<?> ofClass = C.class.getTypeParameters()[0];
        TypeVariable<?> ofMethod =
                C.class.getDeclaredMethod("method", Number.class).getTypeParameters()[0];

        assertThat(place.<Object[], String>run(new Object[] {ofClass, ofMethod, C.class}, parts -> variables(parts)))
                .isEqualTo("T [class java.lang.Number, java.lang.Comparable<T>] true, U [T] method");
        assertThat(place.<TypeVariable<?>>echo(ofClass)).isSameAs(ofClass);
        assertThat(place.<TypeVariable<?>>echo(ofMethod)).isEqualTo(ofMethod);
    }

    private static String variables(Object[] parts) {
        TypeVariable<?> first = (TypeVariable<?>) parts[0];
        TypeVariable<?> second = (TypeVariable<?>) parts[1];
        return first.getName() + " " + Arrays.toString(first.getBounds()) + " "
                + (first.getGenericDeclaration() == parts[2]) + ", " + second.getName() + " "
                + Arrays.toString(second.getBounds()) + " " + ((Method) second.getGenericDeclaration()).getName();
    }

    @Row("test_pickle_dynamic_typevar_memoization")
    @ParameterizedTest
    @MethodSource(ALL)
    void typeVariableTwiceIsOneObject(Place place) {
        TypeVariable<?> variable = C.class.getTypeParameters()[0];

        assertThat(place.<List<TypeVariable<?>>, Boolean>run(
                        List.of(variable, variable), both -> both.get(0) == both.get(1)))
                .isTrue();
    }

    @Row("test_pickle_importable_typevar")
    @ParameterizedTest
    @MethodSource(ALL)
    void typeVariableOfTheJdk(Place place) {
        TypeVariable<?> variable = List.class.getTypeParameters()[0];

        assertThat(place.<TypeVariable<?>, Boolean>run(
                        variable,
                        there -> there.equals(List.class.getTypeParameters()[0])
                                && there.getClass() == List.class.getTypeParameters()[0].getClass()))
                .isTrue();
        assertThat(place.<TypeVariable<?>>echo(variable)).isEqualTo(variable).hasSameClassAs(variable);
    }

    /** A super type token, as Flink's {@code TypeHint} and Beam's {@code TypeDescriptor} are. */
    private abstract static class Hint<T> {
        final Type type() {
            return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
        }
    }

    private static Hint<C<Integer>> hint() {
        return new Hint<>() {};
    }

    @Row("test_generic_type")
    @ParameterizedTest
    @MethodSource(ALL)
    void superTypeToken(Place place) {
        assertThat(place.<Object[], String>run(new Object[] {hint(), C.class}, parts -> {
                    ParameterizedType type = (ParameterizedType) ((Hint<?>) parts[0]).type();
                    return (type.getRawType() == parts[1]) + " " + Arrays.toString(type.getActualTypeArguments()) + " "
                            + parts[0].getClass().getGenericSuperclass();
                }))
                .isEqualTo("true [class java.lang.Integer] " + hint().getClass().getGenericSuperclass());
        assertThat(place.<Hint<?>, Type>run(hint(), Hint::type)).isEqualTo(hint().type());
    }

    private static class Base<T> {}

    private static class DerivedAny<T> extends Base<T> {}

    private static class LeafAny extends DerivedAny<Object> {}

    private static class DerivedInt extends Base<Integer> {}

    private static class LeafInt extends DerivedInt {}

    private static class DerivedT<T> extends Base<List<T>> implements Callable<T> {
        @Override
        public @Nullable T call() {
            return null;
        }
    }

    private static class LeafT extends DerivedT<String[]> {}

    private static final List<Class<?>> HIERARCHY = List.of(
            Base.class, DerivedAny.class, LeafAny.class, DerivedInt.class, LeafInt.class, DerivedT.class, LeafT.class);

    private static List<String> supertypes(List<Class<?>> types) {
        List<String> texts = new ArrayList<>();
        for (Class<?> type : types) {
            texts.add(type.getSuperclass() + " " + type.getGenericSuperclass() + " "
                    + Arrays.toString(type.getGenericInterfaces()) + " " + Arrays.toString(type.getTypeParameters()));
        }
        return texts;
    }

    @Row("test_generic_subclass")
    @ParameterizedTest
    @MethodSource(ALL)
    void hierarchyOfGenericClasses(Place place) {
        assertThat(place.<List<Class<?>>, List<String>>run(HIERARCHY, types -> supertypes(types)))
                .isEqualTo(supertypes(HIERARCHY));
        assertThat(place.<List<Class<?>>, List<Type>>run(HIERARCHY, types -> {
                    List<Type> superclasses = new ArrayList<>();
                    for (Class<?> type : types) {
                        superclasses.add(type.getGenericSuperclass());
                    }
                    return superclasses;
                }))
                .isEqualTo(HIERARCHY.stream().map(Class::getGenericSuperclass).toList());
    }

    private static Map<String, ? extends List<int[]>> hinted = Map.of();

    @Row("test_type_hint")
    @ParameterizedTest
    @MethodSource(ALL)
    void parameterizedTypeEqualsTheJdksInBothDirections(Place place) throws NoSuchFieldException {
        Type type = GenericsConformanceTest.class.getDeclaredField("hinted").getGenericType();
        Type copy = place.echo(type);

        assertThat(copy).isEqualTo(type).hasSameHashCodeAs(type).hasToString(type.toString());
        assertThat(type).isEqualTo(copy);
        assertThat(place.<Type, Boolean>run(
                        type, there -> there.equals(new Hint<Map<String, ? extends List<int[]>>>() {}.type())))
                .isTrue();
    }

    /** A type of every sort: as a field, as a parameter, as what is returned. */
    @SuppressWarnings({"NullAway.Init", "rawtypes"})
    private abstract static class Hints<T, X extends Exception> {
        int primitive;
        int[][] primitives;
        String plain;
        T variable;
        T[] variables;
        List<T>[] arrayOfGeneric;
        List raw;
        List<?> any;
        List<? super Integer> lower;
        List<? extends Number> upper;
        Map<String, List<Map<T, int[]>>> nested;
        Map.Entry<T, ?> member;
        Outer<String>.Inner<T> inner;
        Outer<T> outer;
        Class<? extends Hints<?, ?>> self;
        Optional<C<Long>> bounded;
        Function<? super T, ? extends List<? extends T>> function;
        BiFunction<T, X, T> two;
        Comparable<Comparable<T>> twice;
        Callable<Void> nothing;

        abstract <Y extends List<? super T> & Comparable<Y>> Map<Y, T[]> method(
                List<Y> first, Map<? extends X, T> second, Y[] rest) throws X;

        private static final class Outer<O> {
            final class Inner<I> {}
        }
    }

    private static List<String> hints(Class<?> type) {
        List<String> hints = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!field.isSynthetic()) {
                hints.add(field.getName() + " " + field.getGenericType());
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (!method.isSynthetic()) {
                hints.add(Arrays.toString(method.getTypeParameters()) + method.getGenericReturnType() + " "
                        + method.getName() + Arrays.toString(method.getGenericParameterTypes())
                        + Arrays.toString(method.getGenericExceptionTypes()));
            }
        }
        hints.sort(null);
        return hints;
    }

    private static List<Type> types(Class<?> type) {
        List<Type> types = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            types.add(field.getGenericType());
        }
        for (Method method : type.getDeclaredMethods()) {
            types.add(method.getGenericReturnType());
            types.addAll(Arrays.asList(method.getGenericParameterTypes()));
        }
        return types;
    }

    @Row("test_locally_defined_class_with_type_hints")
    @ParameterizedTest
    @MethodSource(ALL)
    void typeHintsOfAllSortsReflectAsHere(Place place) {
        assertThat(hints(Hints.class)).hasSize(21);
        assertThat(place.<Class<?>, List<String>>run(Hints.class, type -> hints(type)))
                .isEqualTo(hints(Hints.class));
        assertThat(place.<List<Type>>echo(types(Hints.class))).isEqualTo(types(Hints.class));
    }

    private enum Level {
        LOW,
        HIGH
    }

    @Retention(RetentionPolicy.RUNTIME)
    private @interface Inner {
        Class<?> type();
    }

    @Retention(RetentionPolicy.RUNTIME)
    private @interface Rich {
        String text() default "none";

        Level level();

        Class<?>[] types();

        Inner[] nested() default {};
    }

    @Rich(
            level = Level.HIGH,
            types = {LeafT.class, int[].class},
            nested = @Inner(type = C.class))
    private static final class Annotated {}

    private static String annotation(Class<?> type) {
        Rich rich = type.getAnnotation(Rich.class);
        return rich.text() + " " + rich.level() + " " + Arrays.toString(rich.types()) + " "
                + rich.nested()[0].type().getSimpleName();
    }

    @Row("test_class_annotations")
    @ParameterizedTest
    @MethodSource(ALL)
    void annotationsWithMembersThatTravel(Place place) {
        assertThat(place.<Class<?>, String>run(Annotated.class, type -> annotation(type)))
                .isEqualTo("none HIGH [class " + LeafT.class.getName() + ", class [I] C");
        Annotation own = Annotated.class.getAnnotation(Rich.class);
        assertThat(place.<Annotation>echo(own)).isEqualTo(own);
    }

    @Rich(
            text = "abstract",
            level = Level.LOW,
            types = {},
            nested = @Inner(type = Level.class))
    private abstract static class AbstractAnnotated {
        @Rich(
                level = Level.LOW,
                types = {})
        abstract void method();
    }

    @Row("test_class_annotations_abstractclass")
    @ParameterizedTest
    @MethodSource(ALL)
    void annotationsOfAnAbstractClass(Place place) {
        assertThat(place.<Class<?>, String>run(AbstractAnnotated.class, type -> annotation(type)))
                .isEqualTo("abstract LOW [] Level");
    }

    @Row("test_class_annotations_abstractclass")
    @Test
    void annotationsOfAnAbstractClassTwoJvmsAway() {
        Place.Task<Class<?>, String> task = type -> annotation(type);
        byte[] pickle = Place.JAR.dumps(new Object[] {task, AbstractAnnotated.class});

        try (Worker first = Worker.start();
                Worker second = Worker.start()) {
            assertThat(second.<String>run(first.echoPickle(pickle))).isEqualTo("abstract LOW [] Level");
        }
    }
}
