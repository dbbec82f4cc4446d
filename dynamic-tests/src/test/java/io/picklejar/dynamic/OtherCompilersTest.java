package io.picklejar.dynamic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * By-reference lambdas where another compiler, or a shading plugin, made the receiver's class: the pickled code runs, or the
 * pickle is refused; never does another lambda run.
 */
final class OtherCompilersTest {
    private static final String JOB = """
            package com.acme;
            import java.util.function.Supplier;
            public class Job {
                %s
                public static Object run() {
                    int n = Integer.parseInt("5");
                    Supplier<Object> plain = () -> n * 100;
                    Supplier<Object> nested = () -> { Supplier<String> s = () -> "n" + n; return s.get() + helper(n); };
                    Supplier<Object> anonymous = () -> new Object() { public String toString() { return "a" + n; } }.toString();
                    Supplier<Object> used = () -> Lib.twice(n);
                    return new Object[] {plain, nested, anonymous, used};
                }
                private static int helper(int n) { return n + 1; }
            }
            """;

    private static final String ABOVE = "static Supplier<Object> above = () -> -1, more = () -> \"-\";";

    private static final String LIB = """
            package com.acme;
            class Lib {
                static int twice(int n) { return 2 * n; }
            }
            """;

    private static final List<Object> EXPECTED = List.of(500, "n56", "a5", 10);

    @TempDir
    private Path folder;

    enum Compiler {
        JAVAC_17 {
            @Override
            void compile(List<String> arguments) throws IOException, InterruptedException {
                javac(17, arguments);
            }
        },
        JAVAC_25 {
            @Override
            void compile(List<String> arguments) throws IOException, InterruptedException {
                javac(25, arguments);
            }
        },
        ECJ {
            @Override
            void compile(List<String> arguments) {
                StringWriter complaints = new StringWriter();
                String[] all =
                        Stream.concat(Stream.of("-nowarn"), arguments.stream()).toArray(String[]::new);
                boolean compiled =
                        BatchCompiler.compile(all, new PrintWriter(complaints), new PrintWriter(complaints), null);
                assertThat(compiled).as(complaints::toString).isTrue();
            }
        };

        abstract void compile(List<String> arguments) throws IOException, InterruptedException;

        private static void javac(int feature, List<String> arguments) throws IOException, InterruptedException {
            Path home = JdkHomes.ofVersion(feature)
                    .orElseGet(() -> Assumptions.abort("there is no JDK " + feature + " on this machine"));
            List<String> command =
                    new ArrayList<>(List.of(home.resolve("bin/javac").toString()));
            command.addAll(arguments);
            Process javac =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(javac.getInputStream().readAllBytes(), UTF_8);
            assertThat(javac.waitFor()).as(output).isZero();
        }
    }

    private Path build(Compiler compiler, String name, String above) throws IOException, InterruptedException {
        Path sources = Files.createDirectories(folder.resolve(name + "-src"));
        Path job = Files.writeString(sources.resolve("Job.java"), JOB.formatted(above));
        Path lib = Files.writeString(sources.resolve("Lib.java"), LIB);
        Path classes = Files.createDirectories(folder.resolve(name));
        compiler.compile(List.of("--release", "17", "-g", "-d", classes.toString(), job.toString(), lib.toString()));
        return classes;
    }

    private static Object[] lambdas(ClassLoader loader) throws ClassNotFoundException {
        return RunScript.call(Class.forName("com.acme.Job", true, loader), "run");
    }

    /** What became of each of the lambdas: what it gave, or the id of the problem. */
    private List<Object> send(Path origin, Path receiver, PickleJar jar) throws IOException, ClassNotFoundException {
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {origin.toUri().toURL()});
                Worker worker = Worker.builder().alsoOnClassPath(receiver).start()) {
            List<Object> results = new ArrayList<>();
            for (Object lambda : lambdas(loader)) {
                byte[] pickle = jar.toBuilder().classLoader(loader).build().dumps(lambda);
                try {
                    results.add(PickleJar.standard().loads(worker.runPickle(pickle)));
                } catch (RuntimeException refused) {
                    results.add(String.valueOf(refused.getMessage()).contains("[code-mismatch]") ? "refused" : refused);
                }
            }
            assertThat(worker.output()).isEmpty();
            return results;
        }
    }

    @Row("jvm_wrong_code")
    @ParameterizedTest
    @EnumSource(Compiler.class)
    void theSameTextFromJavacRunsAndNoOtherDoes(Compiler compiler) throws Exception {
        Path origin = build(Compiler.JAVAC_17, "origin", "");
        Path receiver = build(compiler, "receiver", ABOVE);

        List<Object> results = send(origin, receiver, PickleJar.standard());

        if (compiler == Compiler.ECJ) {
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i)).isIn(EXPECTED.get(i), "refused");
            }
        } else {
            assertThat(results).isEqualTo(EXPECTED);
        }
    }

    @Test
    void copiesRunWhereEcjMadeOtherCode() throws Exception {
        Path origin = build(Compiler.JAVAC_17, "origin", "");
        Path receiver = build(Compiler.ECJ, "receiver", ABOVE);
        PickleJar embedding =
                PickleJar.builder().embedCode(ClassRule.packageName("com.acme")).build();

        List<Object> results = send(origin, receiver, embedding);

        // The body that makes an anonymous class has no copy.
        assertThat(results.get(0)).isEqualTo(500);
        assertThat(results.get(1)).isEqualTo("n56");
        assertThat(results.get(2)).isIn("a5", "refused");
        assertThat(results.get(3)).isEqualTo(10);
    }

    /** As maven-shade-plugin relocates: every mention of a class by another name, method bodies included. */
    private Path relocated(Path classes, String from, String to) throws IOException {
        Path relocated = Files.createDirectories(folder.resolve("relocated"));
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                ClassWriter writer = new ClassWriter(0);
                new ClassReader(Files.readAllBytes(file))
                        .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, from, to)), 0);
                byte[] bytes = writer.toByteArray();
                Path target = relocated.resolve(new ClassReader(bytes).getClassName() + ".class");
                Files.createDirectories(target.getParent());
                Files.write(target, bytes);
            }
        }
        return relocated;
    }

    @Row("jvm_wrong_code")
    @Test
    void bodiesThatUseARelocatedClassAreRefusedAndOthersRun() throws Exception {
        Path origin = build(Compiler.JAVAC_17, "origin", "");
        Path receiver = relocated(origin, "com/acme/Lib", "shaded/acme/Lib");

        assertThat(send(origin, receiver, PickleJar.standard())).isEqualTo(List.of(500, "n56", "a5", "refused"));
    }

    @Row("jvm_wrong_code")
    @Test
    void relocatedClassIsMissing() throws Exception {
        Path origin = build(Compiler.JAVAC_17, "origin", "");
        Path receiver = relocated(origin, "com/acme/Job", "shaded/acme/Job");
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {origin.toUri().toURL()});
                Worker worker = Worker.builder().alsoOnClassPath(receiver).start()) {
            byte[] pickle = PickleJar.builder().classLoader(loader).build().dumps(lambdas(loader)[0]);

            assertThatThrownBy(() -> worker.runPickle(pickle))
                    .hasMessageContaining("MissingClassException")
                    .hasMessageContaining(": com.acme.Job; put the jar on the receiver's class path");
        }
    }
}
