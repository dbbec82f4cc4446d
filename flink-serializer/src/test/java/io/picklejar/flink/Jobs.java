package io.picklejar.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;

/** Runs small jobs. */
final class Jobs {
    private Jobs() {}

    /** A local cluster with little memory. */
    static Configuration small() {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        return configuration;
    }

    /** Runs the job and collects the stream. */
    @SuppressWarnings("try") // close() is Flink's, and may throw what it likes
    static <T> List<T> collect(DataStream<T> stream) throws Exception {
        List<T> records = new ArrayList<>();
        try (CloseableIterator<T> results = stream.executeAndCollect()) {
            results.forEachRemaining(records::add);
        }
        return records;
    }
}
