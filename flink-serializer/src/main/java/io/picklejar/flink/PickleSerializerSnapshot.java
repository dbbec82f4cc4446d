package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint says about a {@link PickleSerializer}.
 *
 * <p>Version 1: a byte for the kind of records (1: pickles), the class name as {@code UTF}, the length of the prelude as
 * {@code int}, the prelude (a pickle of the class). So state whose class travelled by value can be read where nobody has
 * that class. Name and format of this class are for ever: savepoints hold both.
 *
 * <p>State is compatible if the class has the same name and, where it travels by value, the same code: a pickled record
 * names its code, so changed code would read as another class of the same name.
 *
 * @param <T> the type of the records
 */
public final class PickleSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;
    private static final byte PICKLES = 1;

    private @Nullable PickledType<T> type;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public PickleSerializerSnapshot() {}

    PickleSerializerSnapshot(PickledType<T> type) {
        this.type = type;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        byte[] prelude = type().prelude();
        out.writeByte(PICKLES);
        out.writeUTF(type().name());
        out.writeInt(prelude.length);
        out.write(prelude);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        if (readVersion != VERSION) {
            throw new IOException("PickleSerializer snapshot of version " + readVersion + ", expected " + VERSION
                    + "; use the version of picklejar-flink that wrote the savepoint, or a newer one");
        }
        byte records = in.readByte();
        String name = in.readUTF();
        if (records != PICKLES) {
            throw new IOException("records of " + name + " are of kind " + records + ", expected " + PICKLES
                    + "; use the version of picklejar-flink that wrote the savepoint, or a newer one");
        }
        byte[] prelude = new byte[in.readInt()];
        in.readFully(prelude);
        type = PickledType.restored(name, prelude, userCodeClassLoader);
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new PickleSerializer<>(type());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        return oldSnapshot instanceof PickleSerializerSnapshot<T> old
                        && old.type().equals(type())
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    private PickledType<T> type() {
        return requireNonNull(type, "the snapshot was not read");
    }
}
