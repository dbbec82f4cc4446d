package io.picklejar.flink;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** A type of Flink's over classes that travel by value, with the serializer that the whole job uses for it. */
final class ByValueTypeInfo<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final Cell<TypeInformation<T>> type;
    private final TypeSerializer<T> serializer;

    ByValueTypeInfo(Cell<TypeInformation<T>> type, TypeSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public boolean isBasicType() {
        return type.get().isBasicType();
    }

    @Override
    public boolean isTupleType() {
        return type.get().isTupleType();
    }

    @Override
    public int getArity() {
        return type.get().getArity();
    }

    @Override
    public int getTotalFields() {
        return type.get().getTotalFields();
    }

    @Override
    public Class<T> getTypeClass() {
        return type.get().getTypeClass();
    }

    @Override
    public boolean isKeyType() {
        return type.get().isKeyType();
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer.duplicate();
    }

    /** For Flink 1, which has no other; gone in Flink 2, so an @Override would not compile. */
    @SuppressWarnings("unused") // called by Flink 1
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return serializer.duplicate();
    }

    @Override
    public boolean canEqual(@Nullable Object other) {
        return other instanceof ByValueTypeInfo;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByValueTypeInfo<?> info && serializer.equals(info.serializer);
    }

    @Override
    public int hashCode() {
        return serializer.hashCode();
    }

    @Override
    public String toString() {
        return "ByValue<" + serializer + ">";
    }
}
