package io.picklejar.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LambdasWithoutPrivilegeTest {
    private List<String> lines = List.of();

    @BeforeAll
    void runTheOtherJvm() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dio.picklejar.access=none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LambdasWithoutPrivilege.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        lines = output.lines().toList();
    }

    @Test
    void theTierIsNone() {
        assertThat(lines).contains("tier none");
    }

    @Test
    void noLambdaIsTakenForAnother() {
        assertThat(lines).noneMatch(line -> line.contains("different"));
    }

    @Test
    void everySerializableLambdaOutsideTheJdkIsRecovered() {
        assertThat(lines)
                .contains(
                        "serializable same: serializable by intersection",
                        "serializable same: serializable with bridge")
                .noneMatch(line -> line.contains("serializable refused") && !line.contains("of the JDK"));
    }

    @Test
    void lambdasOfALoneShapeAreRecovered() {
        assertThat(lines)
                .contains(
                        "same: lone lambda",
                        "same: lone capturing lambda",
                        "same: lone method reference",
                        "same: two markers",
                        "same: captures an int",
                        "refused: private static method");
    }

    @Test
    void lambdasOfOtherLoadersAreLinkedThroughAnAnchor() {
        assertThat(lines)
                .contains(
                        "own loader, same: lone capturing lambda",
                        "own loader, serializable same: serializable and marker",
                        "anchored loader, same: lone capturing lambda",
                        "anchored loader, serializable same: serializable and marker");
    }
}
