package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint says about a serializer of Flink's whose classes travelled by value.
 *
 * <p>Version 1: the length of a pickle as {@code int}, a pickle of the list of those classes, the versioned snapshot of
 * the serializer. The snapshot names classes; when it is read, those that the user-code class loader lacks are found in
 * the pickle. Whether schemas are compatible is for the serializer's own snapshot to say. Name and format are for ever.
 *
 * @param <T> the type of the records
 */
public final class ByValueSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;
    private static final String UNREAD = "the snapshot was not read";

    private byte @Nullable [] classes;
    private @Nullable TypeSerializerSnapshot<T> snapshot;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public ByValueSerializerSnapshot() {}

    ByValueSerializerSnapshot(TypeSerializer<T> serializer) {
        PickleJar jar = InstalledJar.get();
        this.classes = jar.dumps(JavaForm.of(serializer, jar, object -> false).byValueClasses());
        this.snapshot = serializer.snapshotConfiguration();
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        byte[] pickle = requireNonNull(classes, UNREAD);
        out.writeInt(pickle.length);
        out.write(pickle);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot());
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        if (readVersion != VERSION) {
            throw new IOException("ByValueSerializer snapshot of version " + readVersion + ", expected " + VERSION
                    + "; use the version of picklejar-flink that wrote the savepoint, or a newer one");
        }
        byte[] pickle = new byte[in.readInt()];
        in.readFully(pickle);
        List<Class<?>> byValue = InstalledJar.receiver(userCodeClassLoader).loads(pickle);
        classes = pickle;
        snapshot = TypeSerializerSnapshot.readVersionedSnapshot(in, new NamedClasses(userCodeClassLoader, byValue));
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return ByValueSerializer.restored(snapshot().restoreSerializer());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        TypeSerializerSnapshot<T> old =
                oldSnapshot instanceof ByValueSerializerSnapshot<T> byValue ? byValue.snapshot() : oldSnapshot;
        TypeSerializerSchemaCompatibility<T> answer = snapshot().resolveSchemaCompatibility(old);
        return answer.isCompatibleWithReconfiguredSerializer()
                ? TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
                        ByValueSerializer.restored(answer.getReconfiguredSerializer()))
                : answer;
    }

    private TypeSerializerSnapshot<T> snapshot() {
        return requireNonNull(snapshot, UNREAD);
    }
}
