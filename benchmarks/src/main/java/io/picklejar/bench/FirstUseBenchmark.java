package io.picklejar.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times peers on classes that they meet for the first time, each class once: all have the same bytes, but each is in a
 * loader that nobody has seen. The JVM and the code of the peer are warm, for the iterations before have run them. One thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 200)
@Measurement(iterations = 200)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls prepare and meet
public class FirstUseBenchmark {
    /** What is pickled. */
    @Param
    public Workload workload;

    /** Who pickles it. */
    @Param
    public Peers peer;

    private byte[] bytes;
    private Object value;
    private ClassLoader origin;
    private ClassLoader receiver;
    private Peer writer;
    private Peer reader;

    /** For JMH. */
    public FirstUseBenchmark() {}

    /**
     * Proves a round trip right, and makes the bytes.
     *
     * @throws IllegalStateException if it is not
     */
    @Setup(Level.Trial)
    public void prepare() throws Exception {
        Trial.require(workload, peer);
        meet();
        serialize();
        bytes = writer.written();
    }

    /** Makes a value of a new class, the loaders of both sides, and a peer for each. */
    @Setup(Level.Invocation)
    public void meet() throws Exception {
        value = workload.value();
        origin = value.getClass().getClassLoader();
        writer = ContextLoader.call(origin, () -> peer.forWorkload(workload));
        receiver = workload.newReceiver();
        reader = ContextLoader.call(receiver, () -> peer.forWorkload(workload));
    }

    /** The first value of its class to bytes. */
    @Benchmark
    public int serialize() throws Exception {
        return ContextLoader.call(origin, () -> writer.serialize(value));
    }

    /** The bytes to the first value of its class. */
    @Benchmark
    public Object deserialize() throws Exception {
        return ContextLoader.call(receiver, () -> reader.deserialize(bytes));
    }
}
