package io.picklejar.flink;

import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.jspecify.annotations.Nullable;

/** The class of the records that another serializer wrote, which Flink's interfaces do not tell. */
final class ForeignType {
    /** The field with the class, by serializer. */
    private static final Map<String, String> FIELDS = Map.of(
            "org.apache.flink.api.java.typeutils.runtime.PojoSerializer", "clazz",
            "org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer", "type",
            "org.apache.flink.formats.avro.typeutils.AvroSerializer", "type",
            "org.apache.flink.api.common.typeutils.base.EnumSerializer", "enumClass");

    private ForeignType() {}

    /** Its name, or null if the serializer is none that is known. */
    static @Nullable String nameOf(TypeSerializerSnapshot<?> snapshot) {
        TypeSerializer<?> serializer = snapshot.restoreSerializer();
        String name = FIELDS.get(serializer.getClass().getName());
        return name != null && FlinkField.of(serializer, name).get(serializer) instanceof Class<?> type
                ? type.getName()
                : null;
    }
}
