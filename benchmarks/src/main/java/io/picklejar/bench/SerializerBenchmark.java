package io.picklejar.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times every peer on every workload it can do. Run it through {@link Main}, which leaves the other pairs out. Each
 * benchmark has its own JVM, so the profile of one peer does not spoil the next. One thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls prepare
public class SerializerBenchmark {
    /** What is pickled. */
    @Param
    public Workload workload;

    /** Who pickles it. */
    @Param
    public Peers peer;

    private Peer instance;
    private Object value;
    private byte[] bytes;

    /** For JMH. */
    public SerializerBenchmark() {}

    /**
     * Makes the peer and the value, and proves a round trip right.
     *
     * @throws IllegalStateException if it is not
     */
    @Setup
    public void prepare() throws Exception {
        Trial.require(workload, peer);
        instance = peer.forWorkload(workload);
        value = workload.value();
        instance.serialize(value);
        bytes = instance.written();
    }

    /** The value to bytes, in the peer's buffer. */
    @Benchmark
    public int serialize() throws Exception {
        return instance.serialize(value);
    }

    /** The bytes to a value. */
    @Benchmark
    public Object deserialize() throws Exception {
        return instance.deserialize(bytes);
    }

    /** The value to bytes, a copy of them as a network would make, and back to a value. */
    @Benchmark
    public Object roundTrip() throws Exception {
        instance.serialize(value);
        return instance.deserialize(instance.written());
    }
}
