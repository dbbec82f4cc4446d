package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.record.Evolution;
import io.picklejar.record.RecordSchema;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a savepoint says about a {@link PickleSerializer}.
 *
 * <p>Version 1: a byte for the kind of records (1: pickles, 2: data), the class name as {@code UTF}, the length of the
 * prelude as {@code int}, the prelude (a pickle of the classes, of data only those that travelled by value); for data also
 * the length of the schema as {@code int} and the schema. So state whose class travelled by value can be read where nobody
 * has that class, and data also where the class is gone altogether: as {@link io.picklejar.record.PickledRecord}s. Name and
 * format of this class are for ever: savepoints hold both.
 *
 * <p>Data is compatible with a newer schema as {@link RecordSchema#evolveTo} says. Pickles are compatible if the class has
 * the same name and, where it travels by value, the same code: a pickled record names its code, so changed code would read
 * as another class of the same name. State may change from pickles to data and back, and what Flink's {@code PojoSerializer},
 * {@code KryoSerializer} or {@code AvroSerializer} wrote of the same class is taken over.
 *
 * @param <T> the type of the records
 */
public final class PickleSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final Logger LOG = LoggerFactory.getLogger(PickleSerializerSnapshot.class);

    private static final int VERSION = 1;
    private static final byte PICKLES = 1;
    private static final byte DATA = 2;

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
        RecordSchema schema = type().schema();
        out.writeByte(schema == null ? PICKLES : DATA);
        out.writeUTF(type().name());
        write(type().prelude(), out);
        if (schema != null) {
            write(schema.toBytes(), out);
        }
    }

    private static void write(byte[] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        if (readVersion != VERSION) {
            throw new IOException("PickleSerializer snapshot of version " + readVersion + ", expected " + VERSION
                    + "; use the version of picklejar-flink that wrote the savepoint, or a newer one");
        }
        byte records = in.readByte();
        String name = in.readUTF();
        if (records != PICKLES && records != DATA) {
            throw new IOException("records of " + name + " are of kind " + records + ", expected " + PICKLES + " or "
                    + DATA + "; use the version of picklejar-flink that wrote the savepoint, or a newer one");
        }
        byte[] prelude = bytes(in);
        RecordSchema schema = records == DATA ? RecordSchema.parse(bytes(in)) : null;
        type = PickledType.restored(name, prelude, schema, userCodeClassLoader);
    }

    private static byte[] bytes(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("a part of " + length + " bytes: not written by PickleSerializerSnapshot");
        }
        return RecordFrames.bytes(in, length);
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new PickleSerializer<>(type());
    }

    /** Flink does not say why a schema is refused, so the log does. */
    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof PickleSerializerSnapshot<T> snapshot)) {
            return takeOver(oldSnapshot);
        }
        PickledType<T> old = snapshot.type();
        if (!old.name().equals(type().name())) {
            return incompatible(old, "it was a " + old.name());
        }
        RecordSchema before = old.schema();
        RecordSchema now = type().schema();
        if (before == null) {
            if (now != null) {
                return TypeSerializerSchemaCompatibility.compatibleAfterMigration();
            }
            return old.equals(type())
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : incompatible(old, "its records are pickles, and its code has changed");
        }
        old.follow(type());
        if (now == null) {
            return TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }
        Evolution evolution = before.evolveTo(now);
        return switch (evolution.kind()) {
            case SAME -> TypeSerializerSchemaCompatibility.compatibleAsIs();
            case MIGRATES -> TypeSerializerSchemaCompatibility.compatibleAfterMigration();
            case INCOMPATIBLE -> incompatible(old, evolution.reason());
        };
    }

    /** State of another serializer: it reads its own, which is then written as ours. */
    private TypeSerializerSchemaCompatibility<T> takeOver(TypeSerializerSnapshot<T> oldSnapshot) {
        String old = ForeignType.nameOf(oldSnapshot);
        return type().name().equals(old)
                ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
                : incompatible(
                        String.valueOf(old),
                        "it was written with " + oldSnapshot.getClass().getName());
    }

    private TypeSerializerSchemaCompatibility<T> incompatible(PickledType<T> old, String reason) {
        return incompatible(old.name(), reason);
    }

    private TypeSerializerSchemaCompatibility<T> incompatible(String old, String reason) {
        LOG.warn("State of type {} cannot be read as {}: {}", old, type().name(), reason);
        return TypeSerializerSchemaCompatibility.incompatible();
    }

    private PickledType<T> type() {
        return requireNonNull(type, "the snapshot was not read");
    }
}
