package io.picklejar.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.kryo5.Kryo;
import io.picklejar.PickleJar;
import io.picklejar.policy.CodeOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to start the agent, and what its jar holds. */
final class AgentStartTest {
    @TempDir
    private Path directory;

    private record Ended(int exitCode, String stdout, String stderr) {}

    private Ended java(int jdk, List<String> arguments) throws IOException, InterruptedException {
        Path stdout = directory.resolve("stdout");
        Path stderr = directory.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(
                        AgentJvm.jdk(jdk).resolve("bin").resolve("java").toString())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.command().addAll(arguments);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, Files.readString(stdout, UTF_8), Files.readString(stderr, UTF_8));
    }

    /** A program in one jar; its manifest starts the agent, which is on its class path. */
    private Path mainJar(boolean retransforms) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, TellingProgram.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, classPath());
        attributes.putValue("Launcher-Agent-Class", PickleJarAgent.class.getName());
        if (retransforms) {
            attributes.putValue("Can-Retransform-Classes", "true");
        }
        Path jar = directory.resolve("program.jar");
        String entry = TellingProgram.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = Objects.requireNonNull(TellingProgram.class.getResourceAsStream("/" + entry))) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }

    private static String classPath() {
        return Stream.of(AgentJvm.jar(), CodeOrigin.pathOf(PickleJar.class), CodeOrigin.pathOf(Kryo.class))
                .map(path -> Objects.requireNonNull(path).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({"17, none", "25, none", "17, agent", "25, agent"})
    void byTheManifestOfTheMainJar(int jdk, String access) throws Exception {
        Ended ended = java(
                jdk,
                List.of("-Dio.picklejar.access=" + access, "-jar", mainJar(true).toString()));

        assertThat(ended).isEqualTo(new Ended(0, access + "\nfirst false\nsecond false\nclass file true\n", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void withoutRetransformationCallSitesAreRewritten(int jdk) throws Exception {
        Ended ended = java(
                jdk,
                List.of("-Dio.picklejar.access=none", "-jar", mainJar(false).toString()));

        assertThat(ended).isEqualTo(new Ended(0, "none\nfirst true\nsecond true\nclass file false\n", ""));
    }

    @Test
    void anUnknownOptionEndsTheJvm() throws Exception {
        Ended ended = java(17, List.of("-javaagent:" + AgentJvm.jar() + "=callsites", "-version"));

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.stderr())
                .contains(
                        "Caused by: java.lang.IllegalArgumentException: unknown option of PickleJar's agent: callsites;"
                                + " choose call-sites or none\n");
    }

    @Test
    void theJarHoldsNothingUnderTheNamesOfOthers() throws IOException {
        try (JarFile jar = new JarFile(AgentJvm.jar().toFile())) {
            assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/picklejar/agent/"));
            assertThat(jar.getManifest().getMainAttributes().entrySet().stream()
                            .map(each -> each.getKey() + ": " + each.getValue()))
                    .contains(
                            "Premain-Class: io.picklejar.agent.PickleJarAgent",
                            "Agent-Class: io.picklejar.agent.PickleJarAgent",
                            "Launcher-Agent-Class: io.picklejar.agent.PickleJarAgent",
                            "Can-Retransform-Classes: true");
        }
    }
}
