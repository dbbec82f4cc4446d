package io.picklejar.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.RunScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java code of the README and the documents does what they say. */
final class ReadmeTest {
    static List<CodeBlock> javaBlocks() throws IOException {
        return CodeBlock.inAllDocuments("java");
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void blockCompilesAndItsAssertionsHold(CodeBlock block) {
        assertThat(ReadmeTest.class.desiredAssertionStatus())
                .as("assertions are switched on")
                .isTrue();

        Class<?> compiled = RunScript.compile(block.source());
        if (block.hasAssertions()) {
            runAsTheSourceLauncherDoes(compiled);
        }
    }

    /** Flink and Beam look for user code through the context class loader. */
    private static void runAsTheSourceLauncherDoes(Class<?> compiled) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(compiled.getClassLoader());
        try {
            RunScript.call(compiled, "run");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void programsRunOneAfterTheOtherInJvmsOfTheirOwn(@TempDir Path directory) throws Exception {
        List<CodeBlock> programs = javaBlocks().stream()
                .filter(block -> block.program().isPresent())
                .toList();

        assertThat(programs).isNotEmpty();
        for (CodeBlock program : programs) {
            assertThat(run(program, directory)).as("output of %s", program).isEqualTo(program.promises());
        }
    }

    /** As the README says: {@code java -cp ... Program.java}. All that it prints counts, warnings included. */
    private static List<String> run(CodeBlock program, Path directory) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve(program.program().orElseThrow() + ".java"), program.source());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.getFileName().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
