package io.picklejar.flink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.jspecify.annotations.Nullable;

/**
 * {@code env.fromData(...)}: a source that holds its elements as bytes of a serializer. If the serializer is replaced,
 * the bytes have to be written anew.
 */
final class FromElements {
    private static final Set<String> SOURCES = Set.of(
            "org.apache.flink.connector.datagen.source.DataGeneratorSource",
            "org.apache.flink.connector.datagen.functions.FromElementsGeneratorFunction");

    private FromElements() {}

    /** Makes the elements travel if the object is such a source; else does nothing. */
    static void rewrite(Object source, Shipping shipping) {
        if (!SOURCES.contains(source.getClass().getName())) {
            return;
        }
        FlinkField generator = FlinkField.in(source.getClass(), "generatorFunction");
        Object function = generator == null ? source : generator.get(source);
        if (function != null && SOURCES.contains(function.getClass().getName())) {
            rewriteElements(function, shipping);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object means: travels as it is
    private static void rewriteElements(Object function, Shipping shipping) {
        FlinkField serializer = FlinkField.of(function, "serializer");
        FlinkField elements = FlinkField.of(function, "elementsSerialized");
        @SuppressWarnings("unchecked")
        @Nullable
        TypeSerializer<Object> before = (TypeSerializer<Object>) serializer.get(function);
        byte[] bytes = (byte[]) elements.get(function);
        if (before == null || bytes == null) {
            return;
        }
        TypeSerializer<Object> after = shipping.serializer(before);
        if (after != before) {
            elements.set(function, recode(bytes, before, after));
            serializer.set(function, after);
        }
    }

    private static byte[] recode(byte[] bytes, TypeSerializer<Object> before, TypeSerializer<Object> after) {
        ByteArrayInputStream source = new ByteArrayInputStream(bytes);
        ByteArrayOutputStream target = new ByteArrayOutputStream(bytes.length);
        DataInputViewStreamWrapper in = new DataInputViewStreamWrapper(source);
        DataOutputViewStreamWrapper out = new DataOutputViewStreamWrapper(target);
        try {
            while (source.available() > 0) {
                after.serialize(before.deserialize(in), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the elements of a source with " + before, e);
        }
        return target.toByteArray();
    }
}
