package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be asked of functions, and methods of classes that travel. */
@SuppressWarnings({"ArrayRecordComponent", "UnnecessaryLambda", "UnusedMethod"}) // lambdas are what travels
final class FunctionsConformanceTest {
    private static final String ALL = "io.picklejar.conformance.Place#all";

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    private @interface Doc {
        String value();

        Unit unit() default Unit.METRE;
    }

    /** Only a parameter says so. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    private @interface Named {
        String value();
    }

    /** Only an annotation uses it. */
    private enum Unit {
        METRE,
        FOOT
    }

    /** A class that only generic signatures mention. */
    private static final class Key {}

    /** A class of which only methods are used, and which therefore travels as a slice. */
    private static final class Tools {
        private Tools() {}

        @Doc(value = "says hello", unit = Unit.FOOT)
        static String hello(@Named("whom") String name) {
            return "hello " + name;
        }

        static Map<Key, ? extends List<String[]>> table(List<? super Key> keys, Class<Unit> unit) {
            return keys.isEmpty() ? Map.of() : new HashMap<>();
        }

        static String untouched() {
            return "untouched";
        }
    }

    /** The method of the implementation as the receiver sees it. */
    private static Method inReceiver(Object lambda, String className, String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(className, false, lambda.getClass().getClassLoader());
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ClassNotFoundException(name));
    }

    @SuppressWarnings("unchecked")
    private static Function<String, String> hello() {
        return (Function<String, String> & Serializable) Tools::hello;
    }

    @SuppressWarnings("unchecked")
    private static BiFunction<List<Object>, Class<Unit>, Object> table() {
        return (BiFunction<List<Object>, Class<Unit>, Object> & Serializable) Tools::table;
    }

    private static final String TOOLS = "io.picklejar.conformance.FunctionsConformanceTest$Tools";

    @Row("test_wraps_preserves_function_name")
    @ParameterizedTest
    @MethodSource(ALL)
    void classOfALambdaIsNamedAfterItsMaker(Place place) {
        String name = place.run(hello(), f -> f.getClass().getName());

        assertThat(name).startsWith("io.picklejar.conformance.FunctionsConformanceTest$$Lambda");
    }

    @Row("test_wraps_preserves_function_doc")
    @ParameterizedTest
    @MethodSource(ALL)
    void annotationsOfTheMethodSurvive(Place place) {
        assertThat(place.<Function<String, String>, String>run(hello(), f -> annotations(f, TOOLS)))
                .isEqualTo("says hello FOOT");
    }

    private static String annotations(Object lambda, String className) {
        try {
            Doc doc = inReceiver(lambda, className, "hello").getAnnotation(Doc.class);
            return doc.value() + " " + doc.unit();
        } catch (ClassNotFoundException e) {
            throw new LinkageError("no method", e);
        }
    }

    @Row("test_wraps_preserves_function_annotations")
    @ParameterizedTest
    @MethodSource(ALL)
    void annotationsOfParametersSurvive(Place place) {
        assertThat(place.<Function<String, String>, String>run(hello(), f -> parameterAnnotations(f, TOOLS)))
                .isEqualTo(annotationName("whom"));
    }

    private static String annotationName(String value) {
        return "Named " + value;
    }

    /** By reflection alone: what travels for the parameter's sake is the method's own business. */
    private static String parameterAnnotations(Object lambda, String className) {
        try {
            List<String> names = new ArrayList<>();
            for (Annotation[] each : inReceiver(lambda, className, "hello").getParameterAnnotations()) {
                for (Annotation annotation : each) {
                    Class<?> type = annotation.annotationType();
                    Method value = type.getDeclaredMethod("value");
                    value.setAccessible(true);
                    names.add(type.getSimpleName() + " " + value.invoke(annotation));
                }
            }
            return String.join(", ", names);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no method", e);
        }
    }

    @Row("test_wraps_preserves_function_annotations")
    @ParameterizedTest
    @MethodSource(ALL)
    void genericSignatureOfTheMethodSurvives(Place place) {
        String expected = signature(table(), TOOLS);

        assertThat(expected)
                .isEqualTo("java.util.Map<io.picklejar.conformance.FunctionsConformanceTest$Key, ? extends"
                        + " java.util.List<java.lang.String[]>> (java.util.List<? super"
                        + " io.picklejar.conformance.FunctionsConformanceTest$Key>,"
                        + " java.lang.Class<io.picklejar.conformance.FunctionsConformanceTest$Unit>)");
        assertThat(place.<BiFunction<List<Object>, Class<Unit>, Object>, String>run(table(), f -> signature(f, TOOLS)))
                .isEqualTo(expected);
    }

    private static String signature(Object lambda, String className) {
        try {
            Method method = inReceiver(lambda, className, "table");
            List<String> parameters = new ArrayList<>();
            for (Type type : method.getGenericParameterTypes()) {
                parameters.add(type.getTypeName());
            }
            return method.getGenericReturnType() + " (" + String.join(", ", parameters) + ")";
        } catch (ClassNotFoundException e) {
            throw new LinkageError("no method", e);
        }
    }

    @Row("test_function_annotations")
    @ParameterizedTest
    @MethodSource(ALL)
    void genericTypesOfAMethodEqualThoseOfTheOrigin(Place place) throws NoSuchMethodException {
        Method table = Tools.class.getDeclaredMethod("table", List.class, Class.class);

        assertThat(place.<Method, Type[]>run(table, Method::getGenericParameterTypes))
                .isEqualTo(table.getGenericParameterTypes());
        assertThat(place.<Method, Type>run(table, Method::getGenericReturnType))
                .isEqualTo(table.getGenericReturnType());
    }

    private static final class Failing {
        private Failing() {}

        static Supplier<String> lambda() {
            return () -> fail("inside");
        }

        static String fail(String message) {
            throw new IllegalStateException(message);
        }
    }

    /** The frames of shipped code, as stack traces show them, without the name of the loader. */
    private static String frames(Supplier<?> failing) {
        try {
            return "returned " + failing.get();
        } catch (IllegalStateException e) {
            StackTraceElement[] trace = e.getStackTrace();
            return shown(trace[0]) + ", " + shown(trace[1]);
        }
    }

    private static String shown(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    @Row("test_function_module_name")
    @ParameterizedTest
    @MethodSource(ALL)
    void stackTraceShowsClassMethodFileAndLine(Place place) {
        String here = frames(Failing.lambda());

        assertThat(here)
                .matches(
                        "io\\.picklejar\\.conformance\\.FunctionsConformanceTest\\$Failing\\.fail\\("
                                + "FunctionsConformanceTest\\.java:\\d+\\), io\\.picklejar\\.conformance\\."
                                + "FunctionsConformanceTest\\$Failing\\.lambda\\$lambda\\$0\\(FunctionsConformanceTest\\.java:\\d+\\)");
        assertThat(place.<Supplier<String>, String>run(Failing.lambda(), f -> frames(f)))
                .isEqualTo(here);
    }

    /** An object that makes two lambdas, of a class inside of an anonymous one. */
    private interface Maker {
        List<Supplier<String>> make();
    }

    private static Maker anonymous() {
        return new Maker() {
            final class Inner {
                List<Supplier<String>> lambdas() {
                    return List.of(
                            (Supplier<String> & Serializable) () -> Failing.fail("first"),
                            (Supplier<String> & Serializable) () -> Failing.fail("second"));
                }
            }

            @Override
            public List<Supplier<String>> make() {
                return new Inner().lambdas();
            }
        };
    }

    @Row("test_function_qualname")
    @ParameterizedTest
    @MethodSource(ALL)
    void lambdasOfOneMethodKeepNamesOfTheirOwn(Place place) {
        List<Supplier<String>> lambdas = anonymous().make();
        List<String> here = List.of(frames(lambdas.get(0)), frames(lambdas.get(1)));

        assertThat(here).doesNotHaveDuplicates();
        assertThat(here.get(0)).contains("FunctionsConformanceTest$1$Inner.lambda$lambdas$");
        assertThat(place.<List<Supplier<String>>, List<String>>run(
                        lambdas, both -> List.of(frames(both.get(0)), frames(both.get(1)))))
                .isEqualTo(here);
    }

    @Row("test_unhashable_function")
    @ParameterizedTest
    @MethodSource(ALL)
    void boundMethodOfAMap(Place place) {
        Map<String, String> map = new HashMap<>(Map.of("a", "1"));
        Function<String, String> get = (Function<String, String> & Serializable) map::get;

        assertThat(place.<Function<String, String>, List<String>>run(
                        get, f -> Arrays.asList(f.apply("a"), f.apply("b"))))
                .containsExactly("1", null);
    }

    private static class A {
        private final int base;

        A(int base) {
            this.base = base;
        }

        static String staticMethod(int x) {
            return "static " + x;
        }

        private int plus(int x) {
            return base + x;
        }

        Integer f(Integer x) {
            return base * x;
        }
    }

    @Row("test_bound_classmethod")
    @ParameterizedTest
    @MethodSource(ALL)
    void staticMethodOfAClassThatTravels(Place place) {
        IntFunction<String> reference = (IntFunction<String> & Serializable) A::staticMethod;

        assertThat(place.<IntFunction<String>, String>run(reference, f -> f.apply(3)))
                .isEqualTo("static 3");
    }

    @Row("test_classmethod")
    @ParameterizedTest
    @MethodSource(ALL)
    void reflectedMethodsOfAClassThatTravels(Place place) throws NoSuchMethodException {
        Method ofClass = A.class.getDeclaredMethod("staticMethod", int.class);
        Method ofObject = A.class.getDeclaredMethod("plus", int.class);
        ofObject.setAccessible(true);

        assertThat(place.<Object[], String>run(new Object[] {ofClass, ofObject, new A(40), A.class}, parts -> {
                    Method first = (Method) parts[0];
                    Method second = (Method) parts[1];
                    first.setAccessible(true);
                    return invoke(first, null, 3) + ", " + invoke(second, parts[2], 2) + ", "
                            + (first.getDeclaringClass() == parts[3]);
                }))
                .isEqualTo("static 3, 42, true");
        assertThat(place.<Method>echo(ofClass)).isEqualTo(ofClass);
        assertThat(place.<Method>echo(ofObject)).isEqualTo(ofObject);
    }

    private static Object invoke(Method method, @org.jspecify.annotations.Nullable Object target, Object argument) {
        try {
            return method.invoke(target, argument);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot call " + method, e);
        }
    }

    @Row("test_instancemethods_without_self")
    @ParameterizedTest
    @MethodSource(ALL)
    void unboundMethodRunsOnAnObjectOfTheSamePickle(Place place) {
        BiFunction<A, Integer, Integer> f = (BiFunction<A, Integer, Integer> & Serializable) A::f;

        assertThat(place.<Object[], Object>run(new Object[] {f, new A(21)}, FunctionsConformanceTest::applied))
                .isEqualTo(42);
    }

    @SuppressWarnings("unchecked")
    private static Object applied(Object[] parts) {
        return ((BiFunction<Object, Integer, Object>) parts[0]).apply(parts[1], 2);
    }

    @Row("test_interactively_defined_func_with_positional_only_argument")
    @ParameterizedTest
    @MethodSource(ALL)
    void varargsAndNamesOfParametersSurvive(Place place) {
        record Join(String separator, String... parts) {}

        assertThat(place.<Class<?>, String>run(Join.class, type -> {
                    List<String> names = new ArrayList<>();
                    for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
                        names.add(parameter.getName());
                    }
                    return names + " " + type.getDeclaredConstructors()[0].isVarArgs();
                }))
                .isEqualTo("[separator, parts] true");
    }

    /** 30 000 strings make a constant pool of over 60 000 entries; the jumps over them are wide, and so are locals. */
    private static String hugeClass() {
        StringBuilder source = new StringBuilder("""
                import java.util.function.Supplier;
                public class Huge {
                    public static Supplier<String> run() {
                        return (Supplier<String> & java.io.Serializable) () -> last(3);
                    }
                    public static Supplier<String> whole() {
                        return (Supplier<String> & java.io.Serializable) () -> Huge.class.getSimpleName() + last(3);
                    }
                """);
        for (int part = 0; part < 5; part++) {
            source.append("    static String part").append(part).append("(int n) {\n        String s = \"\";\n");
            if (part == 0) {
                for (int i = 0; i < 300; i++) {
                    source.append("        double d")
                            .append(i)
                            .append(" = n + ")
                            .append(i)
                            .append(";\n");
                }
                source.append("        s = s + d0 + d299;\n");
            }
            source.append("        while (n-- > 0) {\n");
            for (int i = 0; i < (part == 4 ? 2000 : 7000); i++) {
                source.append("            s = \"")
                        .append(part)
                        .append('_')
                        .append(i)
                        .append("\";\n");
                source.append(i % 500 == 0 ? "            if (n == 77) break;\n" : "");
            }
            source.append("        }\n        return s;\n    }\n");
        }
        return source.append("    static String last(int n) { return part0(n) + part1(n) + part4(n); }\n}\n")
                .toString();
    }

    @Row("test_extended_arg")
    @Test
    void wideOperandsOfAHugeClass() {
        Class<?> huge = RunScript.compileFor(17, hugeClass());
        Supplier<String> slice = RunScript.call(huge, "run");
        Supplier<String> whole = RunScript.call(huge, "whole");
        String expected = slice.get();

        for (Place place : Place.all()) {
            assertThat(place.<Supplier<String>, String>run(slice, Supplier::get))
                    .isEqualTo(expected);
        }
        assertThat(Place.all().get(1).<Supplier<String>, String>run(whole, Supplier::get))
                .isEqualTo("Huge" + expected);
    }
}
