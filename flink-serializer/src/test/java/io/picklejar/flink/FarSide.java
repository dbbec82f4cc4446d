package io.picklejar.flink;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;

/** What happens on a cluster, with JDK types at its border: {@link FarLoader} calls it. */
public final class FarSide {
    private FarSide() {}

    /** Applies a function that was deserialized and serialized once more on the way. */
    public static String map(byte[] function, String value) throws Exception {
        MapFunction<String, String> onJobManager = read(function);
        MapFunction<String, String> onTaskManager = read(InstantiationUtil.serializeObject(onJobManager));
        return onTaskManager.map(value);
    }

    /** Reads a record, writes it again; returns its text and whether all its classes are foreign, and the bytes. */
    public static List<Object> echo(byte[] serializer, byte[] bytes) throws Exception {
        TypeSerializer<Object> onJobManager = read(serializer);
        TypeSerializer<Object> onTaskManager = read(InstantiationUtil.serializeObject(onJobManager));
        Object value = onTaskManager.duplicate().deserialize(new DataInputDeserializer(bytes));
        DataOutputSerializer out = new DataOutputSerializer(64);
        onTaskManager.serialize(onTaskManager.copy(value), out);
        return List.of(value.toString(), out.getCopyOfBuffer());
    }

    /** Writes a snapshot of the serializer as a checkpoint does. */
    public static byte[] snapshot(byte[] serializer) throws Exception {
        TypeSerializer<Object> onTaskManager = read(serializer);
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, onTaskManager.snapshotConfiguration());
        return out.getCopyOfBuffer();
    }

    /** Restores the serializer of a snapshot, asks it whether it goes with the new one, and reads a record. */
    public static String restore(byte[] snapshot, byte[] serializer, byte[] bytes) throws Exception {
        TypeSerializerSnapshot<Object> old = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(snapshot), FarSide.class.getClassLoader());
        TypeSerializer<Object> onTaskManager = read(serializer);
        boolean compatible = onTaskManager
                .snapshotConfiguration()
                .resolveSchemaCompatibility(old)
                .isCompatibleAsIs();
        return old.restoreSerializer().deserialize(new DataInputDeserializer(bytes)) + " " + compatible;
    }

    /** The class of a type that travelled. */
    public static Class<?> typeClass(byte[] type) throws Exception {
        TypeInformation<?> read = read(type);
        return read.getTypeClass();
    }

    private static <V> V read(byte[] bytes) throws IOException, ClassNotFoundException {
        return InstantiationUtil.deserializeObject(bytes, FarSide.class.getClassLoader());
    }
}
