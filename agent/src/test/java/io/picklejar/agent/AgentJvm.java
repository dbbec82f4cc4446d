package io.picklejar.agent;

import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Worker;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** Child JVMs with the agent. */
final class AgentJvm {
    private AgentJvm() {}

    /** The finished jar, as a user has it. */
    static Path jar() {
        return Path.of(Objects.requireNonNull(System.getProperty("picklejar.agent"), "-Dpicklejar.agent"));
    }

    /** The JDK of this version; a test that needs one which the machine has not is skipped. */
    static Path jdk(int version) {
        return JdkHomes.ofVersion(version)
                .orElseGet(() -> Assumptions.abort("there is no JDK " + version + " on this machine"));
    }

    /**
     * A worker on this JDK with the agent and this value of {@code io.picklejar.access}.
     *
     * @param options those of the agent, with their equals sign, or nothing
     */
    static Worker.Builder worker(int jdk, String options, String access) {
        return Worker.builder()
                .jdk(jdk(jdk))
                .jvmArgument("-javaagent:" + jar() + options)
                .jvmArgument("-Dio.picklejar.access=" + access);
    }
}
