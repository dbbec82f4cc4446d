package io.picklejar.flink;

import io.picklejar.PickleJar;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of Flink's own (of a POJO, a tuple, a list, ...) over classes that travel by value. Writes exactly what
 * the serializer inside writes; only the way in which the serializer itself reaches the cluster differs.
 */
final class ByValueSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final Cell<TypeSerializer<T>> cell;

    private ByValueSerializer(Cell<TypeSerializer<T>> cell) {
        this.cell = cell;
    }

    /** The serializer, as the jar ships it; parts of it may be replaced by the jar's reducers, here as there. */
    static <T> ByValueSerializer<T> of(TypeSerializer<T> serializer, PickleJar jar) {
        TypeSerializer<T> shipped = InstalledJar.during(jar, () -> jar.loads(jar.dumps(serializer)));
        return new ByValueSerializer<>(new Cell<>(shipped, jar).pickled());
    }

    /** What a snapshot restores. */
    static <T> ByValueSerializer<T> restored(TypeSerializer<T> serializer) {
        return new ByValueSerializer<>(new Cell<>(serializer, InstalledJar.get()));
    }

    TypeSerializer<T> inner() {
        return cell.get();
    }

    @Override
    public boolean isImmutableType() {
        return inner().isImmutableType();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // serializers without state return themselves
    public TypeSerializer<T> duplicate() {
        TypeSerializer<T> duplicate = inner().duplicate();
        return duplicate == inner() ? this : new ByValueSerializer<>(cell.with(duplicate));
    }

    @Override
    public T createInstance() {
        return inner().createInstance();
    }

    @Override
    public T copy(T from) {
        return inner().copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return inner().copy(from, reuse);
    }

    @Override
    public int getLength() {
        return inner().getLength();
    }

    @Override
    public void serialize(T record, DataOutputView target) throws IOException {
        inner().serialize(record, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return inner().deserialize(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return inner().deserialize(reuse, source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        inner().copy(source, target);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new ByValueSerializerSnapshot<>(inner());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByValueSerializer<?> serializer && inner().equals(serializer.inner());
    }

    @Override
    public int hashCode() {
        return inner().hashCode();
    }

    @Override
    public String toString() {
        return "ByValue<" + inner() + ">";
    }
}
