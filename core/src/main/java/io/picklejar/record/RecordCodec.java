package io.picklejar.record;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the records of one schema. Bound once to the classes of now, whatever these have become since the
 * schema was made; writing and reading then name no class and define no code. Immutable and thread-safe.
 *
 * <p>A record is a tree: a part that two fields share comes back as two equal parts. Objects are made by the constructor
 * without parameters if their class has one, and records by their canonical constructor.
 *
 * @param <T> the type of the records
 */
public final class RecordCodec<T> {
    private final RecordSchema schema;
    private final ValueCodec root;
    private final Pickles pickles;

    private RecordCodec(RecordSchema schema, ValueCodec root, Pickles pickles) {
        this.schema = schema;
        this.root = root;
        this.pickles = pickles;
    }

    /**
     * The codec for a schema. Asks for the schema's classes only, by their names, and initializes none of them.
     *
     * @param classes finds a class by its binary name, or null; if the type's own class is not to be found, records
     *     are {@link PickledRecord}s
     * @param pickles the encoding of values whose classes the schema does not look into
     * @throws io.picklejar.error.CodeMismatchException if a class changed so that its records cannot be read; names the
     *     field
     */
    public static <T> RecordCodec<T> bind(
            RecordSchema schema, Function<String, @Nullable Class<?>> classes, Pickles pickles) {
        requireNonNull(schema, "schema");
        return new RecordCodec<>(schema, new Binder(schema, classes, pickles).root(), pickles);
    }

    /** The schema of the bytes. */
    public RecordSchema schema() {
        return schema;
    }

    /**
     * Writes a record or null.
     *
     * @throws IllegalArgumentException if a part of it cannot be said in the schema: a constant or a class that it lacks
     */
    public void write(RecordOutput out, @Nullable T value) {
        root.write(out, value);
    }

    /**
     * Reads a record or null, to the end of the input.
     *
     * @throws io.picklejar.error.CorruptPickleException if the bytes are no record of the schema
     */
    @SuppressWarnings("unchecked") // the caller says what the schema is of
    public @Nullable T read(RecordInput in) {
        T value = (T) root.read(in);
        in.requireEnd();
        return value;
    }

    /** An equal record that shares nothing which can be changed with this one. */
    @SuppressWarnings("unchecked")
    public @Nullable T copy(@Nullable T value) {
        if (value == null || root.isExact()) {
            return (T) root.copy(value);
        }
        // The class has fields that the schema lacks.
        return (T) pickles.loads(pickles.dumps(value));
    }

    /** Whether the classes look as the schema says, so that nothing is left out or converted. */
    public boolean isExact() {
        return root.isExact();
    }
}
