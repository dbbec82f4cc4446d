package io.picklejar.bench;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;

/** A class that Avro's serializer writes by reflection; Flink's own types for Avro want classes that Avro generated. */
final class AvroReflectTypeInfo<T> extends GenericTypeInfo<T> {
    private static final long serialVersionUID = 1L;

    AvroReflectTypeInfo(Class<T> type) {
        super(type);
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new AvroSerializer<>(getTypeClass());
    }
}
