package io.picklejar;

import static java.util.Objects.requireNonNull;

import io.picklejar.pickler.DumpStream;
import io.picklejar.pickler.PicklerConfig;
import io.picklejar.policy.BufferCallback;
import io.picklejar.reduce.ReduceContext;
import io.picklejar.reduce.Reduction;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes many objects to one stream. They share one memo: an object that was written before is referred to, and code
 * travels once. So they have to be read in order, by one {@link Unpickler}.
 *
 * <p>What was written is kept in memory until {@link #clearMemo}, and is not written again even if it has changed since. The
 * static state of shipped code travels when the code is first needed.
 *
 * <p>May be subclassed: {@link #reducerOverride} is asked first for every object, as {@code
 * PickleJar.Builder.reducerOverride} is. Not thread-safe. Does not close the stream.
 *
 * <p>cloudpickle: {@code Pickler}.
 */
public class Pickler {
    private final PicklerConfig config;
    private final OutputStream out;
    private final DumpStream stream;

    /** A pickler with the options of the standard jar. */
    public Pickler(OutputStream out) {
        this(PickleJar.standard(), out);
    }

    /** A pickler with the options of a jar. */
    public Pickler(PickleJar jar, OutputStream out) {
        this(jar, out, DumpStream.begin(null));
    }

    /** A pickler that hands large buffers to a callback. */
    public Pickler(PickleJar jar, OutputStream out, BufferCallback buffers) {
        this(jar, out, DumpStream.begin(requireNonNull(buffers, "buffers")));
    }

    private Pickler(PickleJar jar, OutputStream out, DumpStream stream) {
        this.config = getClass() == Pickler.class ? jar.config() : jar.config().withOverride(this::reducerOverride);
        this.out = requireNonNull(out, "out");
        this.stream = stream;
    }

    /**
     * What an object is made of, or null to leave it to the jar. Asked for every object but strings, boxed primitives,
     * arrays and classes; here it always answers null.
     *
     * @param value never null
     * @param context what a reducer may ask while it works; not to be kept
     */
    protected @Nullable Reduction<?> reducerOverride(Object value, ReduceContext context) {
        return null;
    }

    /**
     * Writes the pickle of an object. If pickling fails, nothing is written, and the stream can go on.
     *
     * @throws io.picklejar.error.PicklingException if something in the graph cannot travel; names its path
     */
    public void dump(@Nullable Object value) throws IOException {
        stream.dump(config, value, out);
    }

    /** Forgets what was written: the next pickle stands alone, and can be read by any reader. */
    public void clearMemo() {
        stream.clearMemo();
    }
}
