package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializes records as pickles: any object graph, null included, cycles and shared parts kept, {@code Serializable} or
 * not.
 *
 * <p>A record is an {@code int} length and so many bytes of pickle; {@link #copy(DataInputView, DataOutputView)} copies
 * it unread. The class of the records may be one that the TaskManager's class path lacks: the serializer carries it, and
 * the records then name its code by id. Values load through the context class loader of the thread, which in tasks is
 * Flink's user-code class loader.
 *
 * <p>Thread-safe, so {@link #duplicate()} returns this. Use it through {@link PickleTypeInfo}.
 *
 * @param <T> the type of the records
 */
public final class PickleSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final PickledType<T> type;

    PickleSerializer(PickledType<T> type) {
        this.type = type;
    }

    /** The serializer of the type, which the jar of the installed {@link PickleEnvironment} (else the standard one) ships. */
    public static <T> PickleSerializer<T> of(Class<T> type) {
        return of(type, InstalledJar.get());
    }

    /** The serializer of the type; the jar decides whether the class travels by value, and pickles the records. */
    public static <T> PickleSerializer<T> of(Class<T> type, PickleJar jar) {
        requireNonNull(jar, "jar");
        return new PickleSerializer<>(PickledType.of(type, jar));
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
        return this;
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
        PickleJar jar = type.jar();
        return jar.loads(jar.dumps(from));
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
        byte[] pickle = type.jar().dumps(record);
        target.writeInt(pickle.length);
        target.write(pickle);
    }

    @Override
    public @Nullable T deserialize(DataInputView source) throws IOException {
        byte[] pickle = new byte[length(source)];
        source.readFully(pickle);
        return type.jar().loads(pickle);
    }

    @Override
    public @Nullable T deserialize(@Nullable T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = length(source);
        target.writeInt(length);
        target.write(source, length);
    }

    private static int length(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length < 0) {
            throw new IOException("a record of " + length + " bytes: not written by PickleSerializer");
        }
        return length;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new PickleSerializerSnapshot<>(type);
    }

    /** Equal serializers have types of equal name and, as far as they travel by value, equal code. */
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
