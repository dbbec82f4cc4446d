package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodeOrigin;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** How a class is looked up to decide how it travels. */
@SuppressWarnings({"UnnecessaryLambda", "serial"})
final class LookupConformanceTest {
    interface Code extends Supplier<Object>, Serializable {}

    /** Captures nothing and mentions nothing but JDK classes. */
    private static final class Unrelated {
        private Unrelated() {}

        static Code lambda() {
            return () -> "unrelated " + List.of(1);
        }

        @Override
        public String toString() {
            return "an unrelated object";
        }
    }

    private static String reason(PickleJar jar, Class<?> type) {
        Explanation explanation = jar.explain(type);
        return explanation.classes().stream()
                .filter(use -> use.className().equals(type.getName()))
                .map(use -> (use.byValue() ? "by value: " : "by reference: ") + use.reason())
                .findFirst()
                .orElseThrow();
    }

    private static final String RESOLVES = "by reference: the reference loader resolves its name";

    @Row("test_module_importability")
    @Test
    void classesThatTheReferenceLoaderResolvesGoByReference() {
        PickleJar jar = PickleJar.standard();

        assertThat(reason(jar, Map.class)).isEqualTo("by reference: a class of the JDK");
        assertThat(reason(jar, LookupConformanceTest.class)).isEqualTo(RESOLVES);
        assertThat(reason(jar, Unrelated.class)).isEqualTo(RESOLVES);
        assertThat(reason(jar, PickleJar.class)).isEqualTo("by reference: a class of PickleJar or an engine");
        assertThat(jar.isByValue(Unrelated[][].class)).isFalse();
        assertThat(jar.isByValue(int[].class)).isFalse();
        assertThat(Place.JAR.isByValue(Unrelated[][].class)).isTrue();
    }

    @Row("test_module_importability")
    @Test
    void classesThatTheReferenceLoaderDoesNotResolveGoByValue(@TempDir Path directory) throws Exception {
        String source =
                "package user.lib;\npublic class Named { @Override public String toString() { return \"%s\"; } }";
        UserJar mine = UserJar.compile(directory.resolve("mine.jar"), List.of(), source.formatted("mine"));
        UserJar other = UserJar.compile(directory.resolve("other.jar"), List.of(), source.formatted("other"));
        String notResolved = "by value: the reference loader does not resolve its name to this class";
        try (var child = UserJar.loader(mine);
                var shadowing = UserJar.loader(other)) {
            Class<?> named = UserJar.load(child, "user.lib.Named");

            assertThat(reason(PickleJar.standard(), named)).isEqualTo(notResolved);
            assertThat(reason(PickleJar.builder().classLoader(child).build(), named))
                    .isEqualTo(RESOLVES);
            assertThat(reason(PickleJar.builder().classLoader(shadowing).build(), named))
                    .isEqualTo(notResolved);
            assertThat(reason(PickleJar.standard(), RunScript.compile("class Script {}")))
                    .isEqualTo("by value: loaded dynamically: no jar or directory has it");
        }
    }

    /** No receiver can have such a class. */
    @Row("test_module_importability")
    @Test
    void classesInjectedIntoTheApplicationsLoaderAreNotTakenForItsOwn() throws Exception {
        String name = getClass().getPackageName() + ".Injected";
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
        Class<?> injected = MethodHandles.lookup().defineClass(writer.toByteArray());

        assertThat(PickleJar.standard().isByValue(injected)).isTrue();
        assertThatThrownBy(() -> PickleJar.standard().dumps(injected))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        name + " has to travel by value but its class file cannot be read at $; load it through a"
                                + " class loader that serves its class files as resources, provide a ClassBytesProvider, or start the JVM with -javaagent:picklejar-agent.jar [no-class-bytes]");
        PickleJar insisting =
                PickleJar.builder().byReference(ClassRule.className(name)).build();
        assertThat(insisting.<Class<?>>loads(insisting.dumps(injected))).isSameAs(injected);
    }

    /** Throws whatever it is asked, but for the JDK's classes. */
    private static final class Faulty extends ClassLoader {
        Faulty() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) {
            throw new IllegalStateException("broken: " + name);
        }

        @Override
        public URL getResource(String name) {
            throw new IllegalStateException("broken: " + name);
        }
    }

    private static void inContextOf(ClassLoader loader, Runnable action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Row("test_non_module_object_passing_whichmodule_test")
    @Test
    void faultyContextLoaderDoesNotDisturb() {
        inContextOf(new Faulty(), () -> {
            byte[] pickle = PickleJar.standard().dumps(Unrelated.lambda());

            assertThat(PickleJar.standard().<Code>loads(pickle).get()).isEqualTo("unrelated [1]");
            try (Worker worker = Worker.start()) {
                assertThat(worker.<Object>run(pickle)).isEqualTo("unrelated [1]");
            }
        });
    }

    @Row("test_importing_multiprocessing_does_not_impact_whichmodule")
    @Test
    void classBelongsToItsDefiningLoader(@TempDir Path directory) throws Exception {
        UserJar user =
                UserJar.compile(directory.resolve("user.jar"), List.of(), "package user.lib;\npublic class Named {}");
        try (var defining = UserJar.loader(user);
                var alias = new URLClassLoader(new URL[0], defining)) {
            Class<?> named = UserJar.load(alias, "user.lib.Named");

            assertThat(named.getClassLoader()).isSameAs(defining);
            assertThat(CodeOrigin.pathOf(named)).isEqualTo(user.path());
            assertThat(PickleJar.builder().classLoader(alias).build().isByValue(named))
                    .isFalse();
            assertThat(PickleJar.builder().classLoader(defining).build().isByValue(named))
                    .isFalse();
        }
    }

    /** What breaks. */
    enum Fault {
        /** A class loader that throws when asked for a class. */
        LOADER,
        /** A class whose static initializer throws. */
        INITIALIZER
    }

    @Row("test_unrelated_faulty_module")
    @ParameterizedTest
    @EnumSource(Fault.class)
    void unrelatedFaultsDoNotDisturb(Fault fault) throws Exception {
        ClassLoader loader = fault == Fault.LOADER
                ? new Faulty()
                : RunScript.compile("public class Broken { static { if (true) throw new Error(\"broken\"); } }")
                        .getClassLoader();
        if (fault == Fault.INITIALIZER) {
            Class<?> broken = Class.forName("Broken", false, loader);
            assertThatThrownBy(() -> Class.forName("Broken", true, broken.getClassLoader()))
                    .hasMessage("broken");
        }
        inContextOf(loader, () -> {
            assertThat(Place.JAR
                            .<Code>loads(Place.JAR.dumps(Unrelated.lambda()))
                            .get())
                    .isEqualTo("unrelated [1]");
            assertThat(Place.JAR.<Object>loads(Place.JAR.dumps(new Unrelated())))
                    .hasToString("an unrelated object");
        });
    }

    @Row("test_lookup_module_and_qualname_dynamic_typevar")
    @Test
    void classFromThinAirHasNoOrigin() {
        Class<?> script = RunScript.compile("class Script<T> {}");

        assertThat(CodeOrigin.pathOf(script)).isNull();
        assertThat(CodeOrigin.isDynamic(script)).isTrue();
        assertThat(ClassRule.localCode().matches(script)).isTrue();
    }

    @Row("test_lookup_module_and_qualname_importable_typevar")
    @Test
    void classOfTheApplicationHasAFileAndAName() {
        Class<?> importable = Unrelated.class;

        assertThat(CodeOrigin.pathOf(importable))
                .isEqualTo(Path.of("target/test-classes").toAbsolutePath());
        assertThat(CodeOrigin.isDirectory(importable)).isTrue();
        assertThat(CodeOrigin.isDynamic(importable)).isFalse();
        assertThat(CodeOrigin.isJdk(importable)).isFalse();
    }

    @Row("test_lookup_module_and_qualname_stdlib_typevar")
    @Test
    void classOfTheJdkHasAModule() {
        assertThat(CodeOrigin.isJdk(List.class)).isTrue();
        assertThat(CodeOrigin.pathOf(List.class)).isNull();
        assertThat(CodeOrigin.isDynamic(List.class)).isFalse();
        assertThat(ClassRule.module("java.base").matches(List.class)).isTrue();
    }
}
