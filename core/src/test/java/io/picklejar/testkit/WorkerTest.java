package io.picklejar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The harness itself, as far as it needs no pickler. */
final class WorkerTest {
    @Test
    void hasPickleJarAndNoTestClass() {
        try (Worker worker = Worker.start()) {
            assertThat(worker.hasClass("io.picklejar.PickleJar")).isTrue();
            assertThat(worker.hasClass("com.esotericsoftware.kryo.kryo5.Kryo")).isTrue();
            assertThat(worker.hasClass(WorkerTest.class.getName())).isFalse();
            assertThat(worker.hasClass("org.junit.jupiter.api.Test")).isFalse();
        }
    }

    @Test
    void saysNothingAndMeasuresItself() {
        try (Worker worker = Worker.start()) {
            assertThat(worker.heapUsed()).isPositive();
            assertThat(worker.metaspaceUsed()).isPositive();
            assertThat(worker.classesLoaded()).isPositive();
            assertThat(worker.javaVersion()).isEqualTo(Runtime.version().feature());
            assertThat(worker.output()).isEmpty();
        }
    }

    @Test
    void keepsWhatTheChildPrinted() {
        Worker worker = Worker.builder().jvmArgument("-XX:+PrintFlagsFinal").start();
        worker.close();

        assertThat(worker.stdout()).startsWith("[Global flags]");
        assertThat(worker.stderr()).isEmpty();
    }

    @Test
    void failureInTheChildComesAsText() {
        try (Worker worker = Worker.start()) {
            assertThatThrownBy(() -> worker.describe(7)).isInstanceOfSatisfying(WorkerException.class, e -> {
                assertThat(e.remoteClassName()).isEqualTo("java.lang.IllegalArgumentException");
                assertThat(e.remoteMessage()).isEqualTo("no object is held under handle 7");
                assertThat(e.remoteStackTrace())
                        .startsWith("java.lang.IllegalArgumentException: no object is held under handle 7");
            });
            assertThat(worker.javaVersion()).isPositive();
        }
    }

    @Test
    void childThatCannotStartIsQuoted() {
        assertThatThrownBy(() -> Worker.builder().jvmArgument("-XX:NoSuchFlag").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the worker did not start: exit code 1; its output:\n")
                .hasMessageContaining("NoSuchFlag");
    }
}
