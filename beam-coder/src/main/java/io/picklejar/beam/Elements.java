package io.picklejar.beam;

import io.picklejar.PickleJar;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of elements without their lengths. Thread-safe.
 *
 * @param <T> the type of the elements
 */
interface Elements<T> {
    /** Where an encoded element is taken from. */
    interface Sink {
        /** The element is in the array, from 0 to {@code length}. */
        void accept(byte[] bytes, int length) throws IOException;
    }

    /**
     * Encodes the element, then hands it on.
     *
     * @throws io.picklejar.error.PickleException if it cannot be encoded; nothing is handed on
     * @throws IllegalArgumentException likewise
     */
    void encode(T value, Sink sink) throws IOException;

    /**
     * The element in the next {@code length} bytes.
     *
     * @throws io.picklejar.error.PickleException if they are none
     * @throws java.io.EOFException if the stream ends earlier
     */
    @Nullable
    T decode(InputStream in, int length) throws IOException;

    /** So many bytes, in an array that grows as they come, since what claims to be large may be damaged. */
    static byte[] read(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        requireAll(bytes.length, length);
        return bytes;
    }

    /** Tells a stream that ended early. */
    static void requireAll(int read, int length) throws IOException {
        if (read < length) {
            throw new EOFException(read + " of " + length + " bytes are there");
        }
    }

    /** Elements as pickles. */
    record OfPickles<T>(PickleJar jar) implements Elements<T> {
        @Override
        public void encode(T value, Sink sink) throws IOException {
            byte[] pickle = Pickling.dumps(jar, value);
            sink.accept(pickle, pickle.length);
        }

        @Override
        public T decode(InputStream in, int length) throws IOException {
            return jar.loads(read(in, length));
        }
    }
}
