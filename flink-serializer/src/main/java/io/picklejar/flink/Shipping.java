package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import io.picklejar.reduce.ReduceContext;
import io.picklejar.reduce.Reduction;
import java.util.IdentityHashMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the parts of one job which of them travel as they are, and makes what travels instead of the others.
 *
 * <p>A part travels as it is if Java serialization can write it and mentions no class that the jar ships by value. Types
 * that Flink leaves to Kryo become {@link PickleSerializer}s where Kryo would name a class that the receiver lacks; the
 * job's own Kryo settings win where they can. One object always becomes the same other object.
 */
final class Shipping {
    private final PickleJar jar;
    private final PickleJar serializerJar;
    private final boolean picklesGenericTypes;
    private final IdentityHashMap<Object, Object> replacements = new IdentityHashMap<>();

    Shipping(PickleJar jar, GenericTypes genericTypes, ExecutionConfig config) {
        this.picklesGenericTypes = genericTypes == GenericTypes.PICKLE && !isKryoConfigured(config);
        this.serializerJar = jar.toBuilder()
                .reducer(PickledType.class, FlinkReducers::reduceType)
                .reducer(Cell.class, FlinkReducers::reduceCell)
                .reducer(
                        KryoSerializer.class,
                        (serializer, context) ->
                                isReplaced(serializer) ? substitute(pickleSerializer(serializer)) : null)
                .build();
        this.jar = serializerJar.toBuilder()
                .reducer(TypeSerializer.class, this::reduceSerializer)
                .build();
    }

    private @Nullable Reduction<?> reduceSerializer(TypeSerializer<?> serializer, ReduceContext context) {
        return mentionsByValue(serializer) ? substitute(serializer(serializer)) : null;
    }

    private static Reduction<?> substitute(Object substitute) {
        return Reduction.of(FlinkReducers.Make.SUBSTITUTE, substitute);
    }

    private static boolean isKryoConfigured(ExecutionConfig config) {
        var serializers = config.getSerializerConfig();
        return !serializers.getDefaultKryoSerializerClasses().isEmpty()
                || !serializers.getRegisteredTypesWithKryoSerializerClasses().isEmpty();
    }

    /** How Java serialization would write it. */
    JavaForm javaForm(Object part) {
        return JavaForm.of(part, jar, this::isMarked);
    }

    boolean travels(Object part) {
        return javaForm(part).travels();
    }

    private boolean isMarked(Object object) {
        if (object instanceof KryoSerializer<?> serializer) {
            return isReplaced(serializer);
        }
        if (object instanceof Cell<?> cell) {
            return cell.isOpen();
        }
        return object instanceof PickledType<?> type
                && type.units().isEmpty()
                && type.classes().stream().anyMatch(jar::isByValue);
    }

    private boolean isReplaced(KryoSerializer<?> serializer) {
        return picklesGenericTypes || jar.isByValue(typeOf(serializer));
    }

    private PickleSerializer<?> pickleSerializer(KryoSerializer<?> serializer) {
        return PickleSerializer.of(typeOf(serializer), serializerJar);
    }

    private static Class<?> typeOf(KryoSerializer<?> serializer) {
        return requireNonNull((Class<?>) FlinkField.of(serializer, "type").get(serializer));
    }

    /**
     * The serializer, or one that writes its records and travels. In one that is made of others (of a tuple, a list) only
     * those are replaced that have to be: Flink casts some of them, and their snapshots are made of snapshots.
     */
    @SuppressWarnings("unchecked")
    <T> TypeSerializer<T> serializer(TypeSerializer<T> serializer) {
        if (travels(serializer)) {
            return serializer;
        }
        Object known = replacements.get(serializer);
        if (known == null) {
            known = replace(serializer);
            replacements.put(serializer, known);
        }
        return (TypeSerializer<T>) known;
    }

    private TypeSerializer<?> replace(TypeSerializer<?> serializer) {
        if (serializer instanceof KryoSerializer<?> kryo) {
            return pickleSerializer(kryo);
        }
        if (serializer instanceof PickleSerializer<?> pickle) {
            return pickle.shippedBy(serializerJar);
        }
        if (!mentionsByValue(serializer)) {
            TypeSerializer<?> copy = InstalledJar.during(jar, () -> jar.loads(jar.dumps(serializer)));
            if (travels(copy)) {
                return copy;
            }
        }
        return ByValueSerializer.of(serializer, serializerJar);
    }

    /** Whether the serializer itself, without those that it is made of, needs a class that goes by value. */
    private boolean mentionsByValue(TypeSerializer<?> serializer) {
        return !JavaForm.of(
                        serializer, jar, part -> false, part -> part instanceof TypeSerializer && part != serializer)
                .travels();
    }

    /** The type, or one that travels and whose serializer does. */
    @SuppressWarnings("ReferenceEquality") // the same object means: travels as it is
    <T> TypeInformation<T> typeInfo(TypeInformation<T> type, ExecutionConfig config) {
        TypeSerializer<T> original = type.createSerializer(config.getSerializerConfig());
        TypeSerializer<T> serializer = serializer(original);
        return serializer == original && travels(type)
                ? type
                : new ByValueTypeInfo<>(new Cell<>(type, jar).pickled(), serializer);
    }

    /** The key selector, or a wrapper that travels. */
    KeySelector<?, ?> keySelector(KeySelector<?, ?> selector) {
        return travels(selector)
                ? selector
                : (KeySelector<?, ?>) replacements.computeIfAbsent(
                        selector, key -> new PickledKeySelector<>(new Cell<>(selector, jar).pickled()));
    }

    /** A proxy that travels and has the interfaces of the object. */
    Object proxy(Object target) {
        return replacements.computeIfAbsent(target, key -> PickledProxy.of(target, jar));
    }
}
