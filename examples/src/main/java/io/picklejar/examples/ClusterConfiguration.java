package io.picklejar.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The {@code config.yaml} of a small Flink cluster on the loopback interface, with memory for batch jobs and no more.
 *
 * @param directory what {@code --configDir} names
 * @param restPort where clients connect to
 */
record ClusterConfiguration(Path directory, int restPort) {
    static final String HOST = "127.0.0.1";
    /** Slots of one TaskManager. */
    static final int SLOTS = 2;

    /** How much memory the JVMs of a cluster have, in MiB. */
    enum Memory {
        /** For jobs of Flink. */
        SMALL(640, 704, 64, 128),
        /** For pipelines of Beam, which brings more classes. */
        LARGE(832, 1024, 96, 256);

        private final int jobManager;
        private final int taskManager;
        private final int offHeap;
        private final int metaspace;

        Memory(int jobManager, int taskManager, int offHeap, int metaspace) {
            this.jobManager = jobManager;
            this.taskManager = taskManager;
            this.offHeap = offHeap;
            this.metaspace = metaspace;
        }
    }

    /** Writes the file into a new folder, with ports that are free now. */
    static ClusterConfiguration write(Path parent, Memory memory) throws IOException {
        try (ServerSocket rpc = freePort();
                ServerSocket rest = freePort()) {
            Path directory = Files.createDirectories(parent.resolve("conf"));
            Path temporary = Files.createDirectories(parent.resolve("tmp"));
            String text = """
                    jobmanager.rpc.address: %1$s
                    jobmanager.rpc.port: %2$d
                    jobmanager.bind-host: %1$s
                    rest.address: %1$s
                    rest.bind-address: %1$s
                    rest.port: %3$d
                    taskmanager.host: %1$s
                    taskmanager.bind-host: %1$s
                    taskmanager.numberOfTaskSlots: %4$d
                    # Milliseconds. A dead process is noticed after two of them.
                    heartbeat.interval: 2000
                    blob.server.port: "0"
                    taskmanager.rpc.port: "0"
                    io.tmp.dirs: "%5$s"
                    jobmanager.memory.process.size: %6$dm
                    jobmanager.memory.jvm-metaspace.size: %9$dm
                    jobmanager.memory.jvm-overhead.min: 64m
                    jobmanager.memory.jvm-overhead.max: 64m
                    jobmanager.memory.off-heap.size: 64m
                    taskmanager.memory.process.size: %7$dm
                    taskmanager.memory.framework.heap.size: 64m
                    taskmanager.memory.framework.off-heap.size: %8$dm
                    taskmanager.memory.framework.off-heap.batch-shuffle.size: 16m
                    taskmanager.memory.network.min: 64m
                    taskmanager.memory.network.max: 64m
                    taskmanager.memory.managed.size: 64m
                    taskmanager.memory.jvm-metaspace.size: %9$dm
                    taskmanager.memory.jvm-overhead.min: 64m
                    taskmanager.memory.jvm-overhead.max: 64m
                    taskmanager.memory.segment-size: 16kb
                    """.formatted(
                            HOST,
                            rpc.getLocalPort(),
                            rest.getLocalPort(),
                            SLOTS,
                            temporary,
                            memory.jobManager,
                            memory.taskManager,
                            memory.offHeap,
                            memory.metaspace);
            Files.writeString(directory.resolve("config.yaml"), text);
            return new ClusterConfiguration(directory, rest.getLocalPort());
        }
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
