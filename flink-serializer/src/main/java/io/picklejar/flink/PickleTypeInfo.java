package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The Flink type of records that travel as pickles.
 *
 * <pre>{@code
 * stream.map(line -> parse(line)).returns(PickleTypeInfo.of(Event.class));
 * new ValueStateDescriptor<>("session", PickleTypeInfo.of(Session.class));
 * }</pre>
 *
 * <p>It is a key type for strings, boxed numbers and enums only. Other pickles are not canonical: two equal values may
 * have different bytes (hash order, shared parts), and RocksDB compares keys by their bytes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of the records
 */
public final class PickleTypeInfo<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final PickledType<T> type;

    PickleTypeInfo(PickledType<T> type) {
        this.type = type;
    }

    /** The type of the class, which the jar of the installed {@link PickleEnvironment} (else the standard one) ships. */
    public static <T> PickleTypeInfo<T> of(Class<T> type) {
        return of(type, InstalledJar.get());
    }

    /** The type of the class; the jar decides whether the class travels by value, and pickles the records. */
    public static <T> PickleTypeInfo<T> of(Class<T> type, PickleJar jar) {
        requireNonNull(jar, "jar");
        return new PickleTypeInfo<>(PickledType.of(type, jar));
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return type.type();
    }

    /** Whether the bytes of equal values are equal for certain: strings, boxed numbers and enums. */
    @Override
    public boolean isKeyType() {
        return type.isImmutable();
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new PickleSerializer<>(type);
    }

    /**
     * As {@link #createSerializer(SerializerConfig)}, for Flink 1, which has no other.
     *
     * @param config not used
     */
    // Abstract in 1.19 and 1.20, gone in 2.0: an @Override would not compile.
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return new PickleSerializer<>(type);
    }

    @Override
    public boolean canEqual(@Nullable Object other) {
        return other instanceof PickleTypeInfo;
    }

    /** Equal infos have types of equal name and, as far as they travel by value, equal code. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PickleTypeInfo<?> info && type.equals(info.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "PickleType<" + type + ">";
    }
}
