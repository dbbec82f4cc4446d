package io.picklejar.record;

import io.picklejar.record.Definitions.EnumDefinition;
import io.picklejar.record.Definitions.RecordDefinition;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a type look like: names and types of the fields of all classes that they are made of. It travels
 * once, with a savepoint or a coder; a record is then only values. Immutable and thread-safe.
 *
 * <p>A type has a schema if its values are trees of finite depth: primitives and their boxes, strings, {@code java.time},
 * numbers, enums, arrays, the JDK's lists, sets, queues, maps and {@code Optional}, records, and classes without
 * serialization hooks whose fields are all of that. What leads back to itself, and what a field of an interface or of
 * {@code Object} may hold, nobody knows beforehand: such types have none.
 */
public final class RecordSchema {
    private final DataType root;
    private final Map<String, RecordDefinition> records;
    private final Map<String, EnumDefinition> enums;
    private byte @Nullable [] bytes;

    RecordSchema(DataType root, Map<String, RecordDefinition> records, Map<String, EnumDefinition> enums) {
        this.root = root;
        this.records = Collections.unmodifiableMap(new TreeMap<>(records));
        this.enums = Collections.unmodifiableMap(new TreeMap<>(enums));
    }

    /**
     * The schema of the type, or why it has none.
     *
     * @param type a class, or a class with type arguments
     * @param opaque which classes have an encoding that the user chose: their values travel as pickles
     */
    public static Finding of(Type type, Predicate<Class<?>> opaque) {
        try {
            SchemaBuilder builder = new SchemaBuilder(opaque);
            return new Finding(builder.build(type), builder.classes(), "");
        } catch (SchemaBuilder.NoSchemaException e) {
            return new Finding(null, Set.of(), e.reason());
        }
    }

    /**
     * A schema, or why there is none.
     *
     * @param schema null if the type has none
     * @param classes those that the schema names
     * @param reason empty if it has one; else names the field and its type
     */
    public record Finding(@Nullable RecordSchema schema, Set<Class<?>> classes, String reason) {
        /** Copies the set. */
        public Finding {
            classes = Set.copyOf(classes);
        }
    }

    /**
     * The schema that {@link #toBytes} wrote. Loads no class.
     *
     * @throws io.picklejar.error.CorruptPickleException if it is none
     */
    public static RecordSchema parse(byte[] bytes) {
        return SchemaFormat.parse(bytes);
    }

    /** The schema in its binary form, docs/format.md. */
    public byte[] toBytes() {
        return encoded().clone();
    }

    private byte[] encoded() {
        byte[] written = bytes;
        if (written == null) {
            written = SchemaFormat.toBytes(this);
            bytes = written;
        }
        return written;
    }

    /** The binary names of all classes that the schema names, sorted. */
    public Set<String> classNames() {
        Set<String> names = new TreeSet<>();
        records.values().forEach(definition -> names.add(definition.className()));
        enums.values().forEach(definition -> names.add(definition.className()));
        return names;
    }

    /** Whether, and how, values of this schema become values of a newer one. */
    public Evolution evolveTo(RecordSchema newer) {
        return SchemaEvolution.between(this, newer);
    }

    /**
     * Whether equal values have equal bytes, so that they can be keys: primitives, boxes, strings, {@code java.time}, enums,
     * and records of them. Null if so, else the reason.
     */
    public @Nullable String keyProblem() {
        return KeyRules.problem(this);
    }

    /** Whether no value of the type can be changed, as far as its classes tell. */
    public boolean isImmutable() {
        return root instanceof DataType.Scalar
                || root instanceof DataType.EnumOf
                || (root instanceof DataType.Value value && value.kind().isImmutable());
    }

    DataType root() {
        return root;
    }

    Map<String, RecordDefinition> records() {
        return records;
    }

    Map<String, EnumDefinition> enums() {
        return enums;
    }

    RecordDefinition record(String name) {
        RecordDefinition definition = records.get(name);
        if (definition == null) {
            throw new IllegalStateException("the schema does not define " + name);
        }
        return definition;
    }

    EnumDefinition enumOf(String className) {
        EnumDefinition definition = enums.get(className);
        if (definition == null) {
            throw new IllegalStateException("the schema does not define " + className);
        }
        return definition;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordSchema schema && Arrays.equals(encoded(), schema.encoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded());
    }

    /** The root type and, a line each, the classes with their fields. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(root.toString());
        for (RecordDefinition definition : records.values()) {
            text.append("\n").append(definition.name()).append(" {");
            String separator = "";
            for (Definitions.FieldDefinition field : definition.fields()) {
                text.append(separator).append(field.name()).append(": ").append(field.type());
                separator = ", ";
            }
            text.append('}');
        }
        for (EnumDefinition definition : enums.values()) {
            text.append("\n").append(definition.className()).append(' ');
            text.append(
                    definition.constants().stream().map(Definitions.Named::name).toList());
        }
        return text.toString();
    }
}
