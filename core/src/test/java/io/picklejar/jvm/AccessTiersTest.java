package io.picklejar.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tier answers, by the property that permits one and by what the JVM was started with. No agent here. */
final class AccessTiersTest {
    private static final String OPENS = "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED";

    @ParameterizedTest
    @CsvSource(textBlock = """
            auto,               false, reflection-factory
            auto,               true,  opens
            opens,              false, none
            opens,              true,  opens
            reflection-factory, false, reflection-factory
            reflection-factory, true,  reflection-factory
            agent,              false, none
            agent,              true,  none
            none,               false, none
            none,               true,  none
            """)
    void answers(String permitted, boolean opened, String tier) {
        Worker.Builder builder = Worker.builder().jvmArgument("-Dio.picklejar.access=" + permitted);
        try (Worker worker = (opened ? builder.jvmArgument(OPENS) : builder).start()) {
            assertThat(worker.<String>call(Access::tier)).isEqualTo(tier);
            assertThat(worker.<Boolean>call(() -> Access.trusted() != null)).isEqualTo(!tier.equals("none"));
            assertThat(worker.output()).isEmpty();
        }
    }

    @Test
    void anUnknownTierIsAnErrorEachTime() {
        String message = "-Dio.picklejar.access=off names no way of privileged access; choose one of auto, opens,"
                + " reflection-factory, agent, none";
        try (Worker worker =
                Worker.builder().jvmArgument("-Dio.picklejar.access=off").start()) {
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> worker.load(worker.jar().dumps("text")))
                        .isInstanceOfSatisfying(WorkerException.class, e -> {
                            assertThat(e.remoteClassName()).isEqualTo(IllegalArgumentException.class.getName());
                            assertThat(e.remoteMessage()).isEqualTo(message);
                        });
            }
        }
    }
}
