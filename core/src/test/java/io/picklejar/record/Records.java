package io.picklejar.record;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** What the tests of this package do with records. */
final class Records {
    private Records() {}

    static RecordSchema schema(Type type) {
        RecordSchema.Finding finding = PickleJar.standard().recordSchema(type);
        return requireNonNull(finding.schema(), finding.reason());
    }

    static <T> RecordCodec<T> codec(RecordSchema schema, ClassLoader loader) {
        return PickleJar.standard().recordCodec(schema, name -> find(name, loader));
    }

    static <T> RecordCodec<T> codec(Type type) {
        return codec(schema(type), Records.class.getClassLoader());
    }

    static @Nullable Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    static <T> byte[] write(RecordCodec<T> codec, @Nullable T value) {
        RecordOutput out = new RecordOutput(1);
        codec.write(out, value);
        return out.toBytes();
    }

    static <T> @Nullable T read(RecordCodec<T> codec, byte[] bytes) {
        return codec.read(new RecordInput().over(bytes, 0, bytes.length));
    }

    static <T> @Nullable T roundTrip(RecordCodec<T> codec, @Nullable T value) {
        return read(codec, write(codec, value));
    }

    /** The generic type of the field. */
    static Type typeOf(Class<?> owner, String field) {
        try {
            return owner.getDeclaredField(field).getGenericType();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
