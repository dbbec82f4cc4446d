package io.picklejar.shell;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.api.common.time.Deadline;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster in this JVM that listens on the loopback interface as a real one does, and ends with the JVM. */
final class EmbeddedCluster {
    private static final int TASK_MANAGERS = 2;
    private static final int SLOTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private EmbeddedCluster() {}

    /** Starts it, and waits for its TaskManagers; the address of its REST endpoint. */
    static Address start() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "localhost");
        // Who reaches it can run code; unset, it would be the whole network.
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        @SuppressWarnings("resource") // lives as long as the JVM
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(TASK_MANAGERS)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
        cluster.start();
        Deadline deadline = Deadline.fromNow(PATIENCE);
        while (cluster.requestClusterOverview().get().getNumTaskManagersConnected() < TASK_MANAGERS) {
            if (!deadline.hasTimeLeft()) {
                throw new IllegalStateException(
                        "the cluster in this JVM was not ready after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(10); // between two questions
        }
        URI rest = cluster.getRestAddress().get();
        return new Address(rest.getHost(), rest.getPort());
    }
}
