package io.picklejar;

import static java.util.Objects.requireNonNull;

import io.picklejar.pickler.LoadStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads the objects that a {@link Pickler} wrote, in order. Keeps what it has read in memory, since later pickles may refer
 * to it. Not thread-safe. Does not close the stream.
 */
public final class Unpickler {
    private final PickleJar jar;
    private final InputStream in;
    private final LoadStream stream;

    Unpickler(PickleJar jar, InputStream in, Iterable<ByteBuffer> buffers) {
        this.jar = jar;
        this.in = requireNonNull(in, "in");
        this.stream = new LoadStream(requireNonNull(buffers, "buffers"));
    }

    /**
     * The next object. Reads to the end of its pickle and no further.
     *
     * @throws java.io.EOFException if the stream has no further pickle, or ends inside of it
     * @throws io.picklejar.error.UnpicklingException if the bytes or this JVM cannot give the object
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // as in PickleJar.loads
    public <T> T load() throws IOException {
        return (T) stream.load(jar.config(), in);
    }
}
