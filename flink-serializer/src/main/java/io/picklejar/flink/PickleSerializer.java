package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import io.picklejar.flink.PickledType.Loaded;
import io.picklejar.record.RecordCodec;
import java.io.IOException;
import java.io.ObjectInputStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializes records, {@code Serializable} or not. What a type looks like decides how, once:
 *
 * <ul>
 *   <li><i>data</i>: a record, an enum or a class whose fields are data again, see {@link
 *       io.picklejar.record.RecordSchema}. The schema is in the snapshot, a record is only values, and both may evolve. A
 *       record is a tree: a part that two fields share comes back as two equal parts.
 *   <li>everything else is a pickle: any object graph, cycles and shared parts kept, closures with their code.
 * </ul>
 *
 * <p>Null is a record. A record is its length and its bytes, so that {@link #copy(DataInputView, DataOutputView)} copies it
 * unread. The classes may be ones that the TaskManager's class path lacks: the serializer carries them, and records name
 * their code by id. Names resolve through the context class loader of the thread, which in tasks is Flink's user-code class
 * loader.
 *
 * <p>For one thread, as Flink's rules are; {@link #duplicate()} gives one for another thread. Use it through {@link
 * PickleTypeInfo}.
 *
 * @param <T> the type of the records
 */
public final class PickleSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 2L;

    private final PickledType<T> type;
    private transient RecordFrames frames = new RecordFrames();

    PickleSerializer(PickledType<T> type) {
        this.type = type;
    }

    /** The serializer of the type, which the jar of the installed {@link PickleEnvironment} (else the standard one) ships. */
    public static <T> PickleSerializer<T> of(Class<T> type) {
        return of(type, InstalledJar.get());
    }

    /** The serializer of the type; the jar decides what travels by value, and writes what is no data. */
    public static <T> PickleSerializer<T> of(Class<T> type, PickleJar jar) {
        requireNonNull(jar, "jar");
        return new PickleSerializer<>(PickledType.of(type, jar, RecordMode.AUTO));
    }

    /** As {@link #of(Class, PickleJar)}, but records are pickles, whatever the type looks like. */
    static <T> PickleSerializer<T> graph(Class<T> type, PickleJar jar) {
        return new PickleSerializer<>(PickledType.of(type, jar, RecordMode.GRAPH));
    }

    /** This serializer as another jar ships it. */
    PickleSerializer<T> shippedBy(PickleJar jar) {
        return new PickleSerializer<>(type.shippedBy(jar));
    }

    PickledType<T> type() {
        return type;
    }

    @Override
    public boolean isImmutableType() {
        return type.isImmutable();
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return new PickleSerializer<>(type);
    }

    /** Null: records are made when they are read. */
    @Override
    public @Nullable T createInstance() {
        return null;
    }

    @Override
    public @Nullable T copy(@Nullable T from) {
        if (from == null || type.isImmutable()) {
            return from;
        }
        Loaded<T> loaded = type.loaded();
        RecordCodec<T> codec = loaded.codec();
        return codec != null
                ? codec.copy(from)
                : loaded.jar().loads(loaded.jar().dumps(from));
    }

    @Override
    public @Nullable T copy(@Nullable T from, @Nullable T reuse) {
        return copy(from);
    }

    /** -1: records differ in length. */
    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(@Nullable T record, DataOutputView target) throws IOException {
        Loaded<T> loaded = type.loaded();
        RecordCodec<T> codec = loaded.codec();
        if (codec != null) {
            frames.write(codec, record, target);
            return;
        }
        byte[] pickle = loaded.jar().dumps(record);
        target.writeInt(pickle.length);
        target.write(pickle);
    }

    @Override
    public @Nullable T deserialize(DataInputView source) throws IOException {
        Loaded<T> loaded = type.loaded();
        RecordCodec<T> codec = loaded.codec();
        return codec != null
                ? frames.read(codec, source)
                : loaded.jar().loads(RecordFrames.bytes(source, pickleLength(source)));
    }

    @Override
    public @Nullable T deserialize(@Nullable T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        if (type.schema() != null) {
            RecordFrames.copy(source, target);
            return;
        }
        int length = pickleLength(source);
        target.writeInt(length);
        target.write(source, length);
    }

    private static int pickleLength(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length < 0) {
            throw new IOException("a record of " + length + " bytes: not written by PickleSerializer");
        }
        return length;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        frames = new RecordFrames();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new PickleSerializerSnapshot<>(type);
    }

    /** Equal serializers have types of equal name and schema and, as far as they travel by value, equal code. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PickleSerializer<?> serializer && type.equals(serializer.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "PickleSerializer<" + type + ">";
    }
}
