package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The Flink type of records that PickleJar writes: by their schema if they are data, as pickles if not, see {@link
 * PickleSerializer}.
 *
 * <pre>{@code
 * stream.map(line -> parse(line)).returns(PickleTypeInfo.of(Event.class));
 * new ValueStateDescriptor<>("session", PickleTypeInfo.of(Session.class));
 * new ListStateDescriptor<>("pairs", PickleTypeInfo.of(new TypeHint<Pair<String, Long>>() {}));
 * }</pre>
 *
 * <p>It is a key type if equal values have equal bytes and the same hash code in every JVM: strings, boxed numbers, {@code
 * java.time}, and records or final classes of them with {@code equals} and {@code hashCode}. Flink takes other
 * types for keys too; {@link PickleEnvironment} refuses them and says why.
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

    /** The type of the class; the jar decides what travels by value, and writes what is no data. */
    public static <T> PickleTypeInfo<T> of(Class<T> type, PickleJar jar) {
        return of((Type) type, jar, RecordMode.AUTO);
    }

    /** The type with its arguments, which a schema needs: {@code new TypeHint<Pair<String, Long>>() {}}. */
    public static <T> PickleTypeInfo<T> of(TypeHint<T> type) {
        return of(type, InstalledJar.get());
    }

    /** As {@link #of(TypeHint)}; the jar decides what travels by value, and writes what is no data. */
    public static <T> PickleTypeInfo<T> of(TypeHint<T> type, PickleJar jar) {
        return of(argumentOf(type), jar, RecordMode.AUTO);
    }

    /**
     * The type of the class, whose records have to be data.
     *
     * @throws IllegalArgumentException if it has no schema; names the field
     */
    public static <T> PickleTypeInfo<T> data(Class<T> type) {
        return of((Type) type, InstalledJar.get(), RecordMode.DATA);
    }

    /** The type of the class, whose records are pickles even if they could be data: parts that are shared stay so. */
    public static <T> PickleTypeInfo<T> graph(Class<T> type) {
        return graph(type, InstalledJar.get());
    }

    /** As {@link #graph(Class)}; the jar decides what travels by value, and pickles the records. */
    public static <T> PickleTypeInfo<T> graph(Class<T> type, PickleJar jar) {
        return of((Type) type, jar, RecordMode.GRAPH);
    }

    static <T> PickleTypeInfo<T> of(Type type, PickleJar jar, RecordMode mode) {
        requireNonNull(jar, "jar");
        return new PickleTypeInfo<>(PickledType.of(type, jar, mode));
    }

    /** Flink's hint keeps a TypeInformation alone, but its class says what it was made for. */
    private static Type argumentOf(TypeHint<?> hint) {
        if (hint.getClass().getGenericSuperclass() instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[0];
        }
        throw new IllegalArgumentException("hint=" + hint + ", expected an anonymous class: new TypeHint<...>() {}");
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

    @Override
    public boolean isKeyType() {
        return type.keyProblem() == null;
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
