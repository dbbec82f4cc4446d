package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.error.PicklingException;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects whose class was made at run time, and containers whose order or place depends on their elements. */
@SuppressWarnings({"UnnecessaryLambda", "serial"})
final class ProxiesAndHashesConformanceTest {
    /** A key whose hash code needs a field that is filled last, through a cycle. */
    private static final class Key {
        private final Map<Key, String> container = new HashMap<>();
        private final String name;

        Key(String name) {
            this.name = name;
            container.put(this, name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.name.equals(name);
        }
    }

    @Row("jvm_hash_hazards")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void keyThatLeadsToItsOwnMap(Place place) {
        assertThat(place.<Key, String>run(
                        new Key("key"), key -> key.container.get(key) + key.container.get(new Key("key"))))
                .isEqualTo("keykey");
    }

    /** An order, by value. */
    private static final class ByLength implements Comparator<String> {
        @Override
        public int compare(String left, String right) {
            return Integer.compare(left.length(), right.length());
        }
    }

    @Row("jvm_hash_hazards")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void sortedMapWithAComparatorOfItsOwn(Place place) {
        Map<String, Integer> map = new TreeMap<>(new ByLength());
        map.putAll(Map.of("three", 3, "1", 1, "22", 2));

        assertThat(place.<Map<String, Integer>, String>run(map, loaded -> loaded + " " + loaded.get("ab")))
                .isEqualTo("{1=1, 22=2, three=3} 2");
    }

    @Row("jvm_hash_hazards")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void setOfLambdas(Place place) {
        Place.Task<Integer, Integer> plus = x -> x + 1;
        Place.Task<Integer, Integer> times = x -> x * 2;
        Set<Place.Task<Integer, Integer>> set = new HashSet<>(List.of(plus, times));

        List<Object> checks = place.run(new Object[] {set, plus, times}, loaded -> {
            Set<?> lambdas = (Set<?>) loaded[0];
            return List.of(lambdas.size(), lambdas.contains(loaded[1]), lambdas.contains(loaded[2]));
        });

        assertThat(checks).containsExactly(2, true, true);
    }

    /** Answers every method with its name. */
    private static final class Naming implements InvocationHandler {
        private final String prefix;

        Naming(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return prefix + method.getName();
        }
    }

    interface Named {
        String title();
    }

    @Row("jvm_proxies")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void proxyWithAByValueHandler(Place place) {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Named.class, Supplier.class}, new Naming("called "));

        assertThat(place.<Object, String>run(
                        proxy, loaded -> ((Named) loaded).title() + ", " + ((Supplier<?>) loaded).get()))
                .isEqualTo("called title, called get");
    }

    /** What a library of the kind of CGLIB generates, and its parts. */
    private static final String SERVICE = """
            public class Enhanced extends Base implements java.util.function.Function<String, String> {
                final java.util.function.UnaryOperator<String> advice = new Advice();
                @Override String greet(String name) { return super.greet(advice.apply(name)); }
                @Override public String apply(String name) { return greet(name); }
                public static Object run() { return new Enhanced(); }
            }
            class Base { String greet(String name) { return "hello " + name; } }
            class Advice implements java.util.function.UnaryOperator<String> {
                @Override public String apply(String name) { return name + "!"; }
            }
            """;

    @Row("jvm_proxies")
    @Test
    void generatedSubclassWithClassFiles() {
        Function<String, String> enhanced = RunScript.runScript(SERVICE);
        try (Worker worker = Worker.start()) {
            assertThat(worker.<String>run(CloudPickle.dumps(new Object[] {enhanced, "you"})))
                    .isEqualTo("hello you!");
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("jvm_proxies")
    @Test
    void generatedSubclassWithoutClassFilesIsRefused() {
        Object enhanced = RunScript.call(RunScript.compileWithoutClassFiles(SERVICE), "run");

        assertThatThrownBy(() -> CloudPickle.dumps(List.of(enhanced)))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "Enhanced has to travel by value but its class file cannot be read at $[0]; load it through"
                                + " a class loader that serves its class files as resources, provide a ClassBytesProvider, or start the JVM with -javaagent:picklejar-agent.jar [no-class-bytes]");
    }
}
