package io.picklejar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.CodeRejectedException;
import io.picklejar.error.UnpicklingException;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which classes a pickle may name. */
final class ClassFilterTest {
    private static final String INITIALIZED = "io.picklejar.rules.initialized";

    private static PickleJar jar(String pattern) {
        return PickleJar.builder()
                .classFilter(ObjectInputFilter.Config.createFilter(pattern))
                .build();
    }

    private static String rejection(String what) {
        return "the class filter rejects " + what + "; if the pickle is trusted, admit it in"
                + " PickleJar.Builder.classFilter or, where it is set, jdk.serialFilter [code-rejected]";
    }

    private static final class Gadget {
        static {
            System.setProperty(INITIALIZED, "yes");
        }
    }

    private record Pair(Object left, Object right) {}

    @Test
    void rejectedClassIsNotInitialized() throws Exception {
        byte[] pickle = CloudPickle.dumps(new Object[] {"text", new Gadget()});
        System.clearProperty(INITIALIZED);
        URL testClasses = Gadget.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader fresh = new URLClassLoader(new URL[] {testClasses}, ClassLoader.getPlatformClassLoader())) {
            PickleJar jar = jar("!" + Gadget.class.getName()).toBuilder()
                    .classLoader(fresh)
                    .build();

            assertThatThrownBy(() -> jar.loads(pickle))
                    .isInstanceOf(CodeRejectedException.class)
                    .hasMessage(rejection("class " + Gadget.class.getName()));
        }
        assertThat(System.getProperty(INITIALIZED)).isNull();
    }

    @Test
    void listOfWhatIsLetIn() {
        PickleJar jar = jar("java.base/*;" + Pair.class.getName() + ";!*");
        Pair pair = new Pair(List.of(1, 2), new TreeMap<>(Map.of("a", Optional.of(2))));

        assertThat(jar.<Pair>loads(jar.dumps(pair))).isEqualTo(pair);
        assertThatThrownBy(() -> jar.loads(jar.dumps(new Pair(1, new Gadget()))))
                .isInstanceOf(CodeRejectedException.class)
                .hasMessage(rejection("class " + Gadget.class.getName()));
    }

    @Test
    void classesOfTheJdkThatNobodyNamesAreAskedFor() {
        assertThatThrownBy(() -> jar("!java.util.Optional").loads(CloudPickle.dumps(List.of(Optional.of(1)))))
                .hasMessage(rejection("class java.util.Optional"));
        assertThatThrownBy(() -> jar("!java.util.ArrayDeque").loads(CloudPickle.dumps(new ArrayDeque<>(List.of(1)))))
                .hasMessage(rejection("class java.util.ArrayDeque"));
        assertThatThrownBy(() ->
                        jar("!java.util.EnumMap").loads(CloudPickle.dumps(new EnumMap<>(Map.of(TimeUnit.DAYS, 1)))))
                .hasMessage(rejection("class java.util.EnumMap"));
    }

    @Test
    void limitsOfThePattern() {
        assertThatThrownBy(() -> jar("maxarray=10").loads(CloudPickle.dumps(new int[11])))
                .hasMessage(rejection("an array int[] of 11 elements"));
        assertThatThrownBy(() -> jar("maxarray=10").loads(CloudPickle.dumps(new String[11])))
                .hasMessage(rejection("an array java.lang.String[] of 11 elements"));
        assertThatThrownBy(() -> jar("maxrefs=3").loads(CloudPickle.dumps(List.of("a", "b", "c", "d"))))
                .hasMessage(rejection("object 4 in depth 1"));
        assertThatThrownBy(() -> jar("maxdepth=2")
                        .loads(CloudPickle.dumps(
                                new ArrayList<>(List.of(new ArrayList<>(List.of(new ArrayList<>())))))))
                .hasMessage(rejection("object 3 in depth 3"));
        assertThatThrownBy(() -> jar("maxbytes=50").loads(CloudPickle.dumps("x".repeat(100))))
                .isInstanceOf(CodeRejectedException.class);
    }

    @Test
    void shippedClassesAreAskedForAndNotRun() {
        Supplier<Object> script = RunScript.runScript("""
                package shipped;
                public class Script {
                    static class Traced {
                        static { System.setProperty("%s", "shipped"); }
                    }
                    public static java.util.function.Supplier<Object> run() { return Traced::new; }
                }
                """.formatted(INITIALIZED));
        byte[] pickle = CloudPickle.dumps(script);
        PickleJar fresh = PickleJar.builder()
                .classLoader(new ClassLoader(getClass().getClassLoader()) {})
                .classFilter(ObjectInputFilter.Config.createFilter("!shipped.*"))
                .build();

        assertThatThrownBy(() -> fresh.loads(pickle))
                .isInstanceOf(CodeRejectedException.class)
                .hasMessageStartingWith("the class filter rejects class shipped.Script");
        assertThat(System.getProperty(INITIALIZED)).isNotEqualTo("shipped");
    }

    @Test
    void lambdasNeedOnlyTheirInterfaceAndWhatTheyName() {
        String text = "text";
        Supplier<String> closure = () -> text + 1;
        PickleJar jar = jar("java.base/*;io.picklejar.rules.*;!*");

        assertThat(jar.<Supplier<String>>loads(jar.dumps(closure)).get()).isEqualTo("text1");
    }

    private static final class Loading implements Function<byte[], String>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String apply(byte[] pickle) {
            try {
                Object loaded = PickleJar.standard().loads(pickle);
                return "loaded " + loaded.getClass().getName();
            } catch (UnpicklingException e) {
                return e.getMessage();
            }
        }
    }

    @Test
    void filterOfTheJvmHoldsBesideTheJars() {
        try (Worker worker = Worker.builder()
                .jvmArgument("-Djdk.serialFilter=!java.util.ArrayDeque;!java.util.EnumMap")
                .start()) {
            assertThat(worker.call(new Loading(), CloudPickle.dumps(new ArrayDeque<>(List.of(1)))))
                    .isEqualTo(rejection("class java.util.ArrayDeque"));
            assertThat(worker.call(new Loading(), CloudPickle.dumps(new EnumMap<>(Map.of(TimeUnit.DAYS, 1)))))
                    .isEqualTo(rejection("class java.util.EnumMap"));
            assertThat(worker.call(new Loading(), CloudPickle.dumps(new ArrayList<>(List.of(1)))))
                    .isEqualTo("loaded java.util.ArrayList");
        }
    }
}
