package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A live object or its pickle, whichever there is. Java serialization writes the pickle.
 *
 * <p>Flink 2 deserializes every operator factory and key selector on the JobManager and serializes it again for the
 * TaskManagers. So the pickle stays a pickle until somebody asks for the object: the JobManager copies bytes and needs
 * none of the user's classes. The class declares {@code writeObject}, which is where Flink's closure cleaner stops.
 *
 * @param <V> the type of the object
 */
final class Cell<V> implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable V live;
    private transient byte @Nullable [] pickle;
    private transient @Nullable PickleJar jar;

    /** A cell with a live object, which the jar will pickle. */
    Cell(V live, PickleJar jar) {
        this.live = requireNonNull(live, "live");
        this.jar = requireNonNull(jar, "jar");
    }

    /** Pickles the object now, so that errors come to light here and later changes of the object stay home. */
    synchronized Cell<V> pickled() {
        pickle = pickle();
        return this;
    }

    /** A cell with an equal object, which travels as this cell does. */
    synchronized Cell<V> with(V equal) {
        Cell<V> cell = new Cell<>(equal, jar == null ? InstalledJar.get() : jar);
        cell.pickle = pickle;
        return cell;
    }

    /** The object; the first call at a receiver loads it through the context class loader of the thread. */
    V get() {
        V value = live;
        return value != null ? value : load(Thread.currentThread().getContextClassLoader());
    }

    /** The object; the first call at a receiver loads it through the given loader. */
    V get(ClassLoader userCodeLoader) {
        V value = live;
        return value != null ? value : load(userCodeLoader);
    }

    /** The object, or null if there is only its pickle. */
    @Nullable
    V live() {
        return live;
    }

    /** Whether the pickle is yet to be made: another jar may then pickle the object in its own way. */
    synchronized boolean isOpen() {
        return pickle == null;
    }

    private synchronized V load(ClassLoader loader) {
        V value = live;
        if (value == null) {
            value = InstalledJar.receiver(loader).<V>loads(requireNonNull(pickle));
            live = value;
            // Captured data may be large; if the cell is written again, the object is pickled again.
            pickle = null;
        }
        return value;
    }

    private synchronized byte[] pickle() {
        if (pickle != null) {
            return pickle;
        }
        PickleJar pickler = jar == null ? InstalledJar.get() : jar;
        return pickler.dumps(live);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        byte[] bytes = pickle();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void readObject(ObjectInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        pickle = bytes;
        PickleJar origin = InstalledJar.scoped();
        if (origin != null) {
            // Not a receiver: the job is being prepared, and its client works with the object.
            jar = origin;
            live = origin.<V>loads(bytes);
        }
    }
}
