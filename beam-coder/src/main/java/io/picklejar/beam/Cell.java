package io.picklejar.beam;

import io.picklejar.PickleJar;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A value that Java serialization writes as its pickle: the live object in the JVM that made it, its bytes in every
 * other.
 *
 * <p>Beam serializes functions several times and also what it has just deserialized (translation to the pipeline proto,
 * {@code Combine}'s clone), in processes that may lack the value's classes. So a deserialized cell is unpickled only when
 * asked for its value, and writes the bytes that it was read from. Thread-safe.
 *
 * @param <T> the type of the value
 */
final class Cell<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte @Nullable [] pickle;
    private final transient @Nullable PickleJar jar;
    private transient volatile @Nullable T live;

    private Cell(byte @Nullable [] pickle, @Nullable PickleJar jar, @Nullable T live) {
        this.pickle = pickle;
        this.jar = jar;
        this.live = live;
    }

    /** A cell that pickles the value with the jar, anew each time it is written. */
    static <T> Cell<T> of(T value, PickleJar jar) {
        return new Cell<>(null, jar, value);
    }

    /** The value; unpickles it at the first call. */
    T get() {
        T value = live;
        if (value == null) {
            synchronized (this) {
                value = live;
                if (value == null) {
                    value = unpickled();
                    live = value;
                }
            }
        }
        return value;
    }

    @SuppressWarnings("unchecked") // the pickle was made of a T
    private T unpickled() {
        return (T) Pickling.loads(pickle());
    }

    private byte[] pickle() {
        if (pickle != null) {
            return pickle;
        }
        if (jar == null) {
            throw new AssertionError("neither pickle nor jar");
        }
        return Pickling.dumps(jar, live);
    }

    private Object writeReplace() {
        return pickle != null ? this : new Cell<T>(pickle(), null, null);
    }
}
