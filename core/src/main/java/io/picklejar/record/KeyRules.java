package io.picklejar.record;

import io.picklejar.record.Definitions.FieldDefinition;
import io.picklejar.record.Definitions.RecordDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Which records are canonical: equal values, equal bytes. State backends compare keys by their bytes, and shuffles send
 * equal keys to one place only if their hashes agree.
 */
final class KeyRules {
    private final RecordSchema schema;

    /** The type that paths start from. */
    private final String origin;

    private KeyRules(RecordSchema schema, String origin) {
        this.schema = schema;
        this.origin = origin;
    }

    static @Nullable String problem(RecordSchema schema) {
        DataType root = schema.root();
        String origin = root instanceof DataType.RecordOf record
                ? schema.record(record.className()).className()
                : root.toString();
        return new KeyRules(schema, origin).problem(root, "");
    }

    private @Nullable String problem(DataType type, String path) {
        if (type instanceof DataType.Scalar || type instanceof DataType.EnumOf) {
            return null;
        }
        if (type instanceof DataType.Value value) {
            return value.kind().isCanonical() ? null : differ(path, type);
        }
        if (type instanceof DataType.RecordOf record) {
            return problem(schema.record(record.className()), path);
        }
        if (type instanceof DataType.Container container && container.kind() == ContainerKind.OPTIONAL) {
            return problem(container.arguments().get(0), path);
        }
        return differ(path, type);
    }

    private @Nullable String problem(RecordDefinition definition, String path) {
        if (definition.open()) {
            return where(path) + " may be of any subclass of " + definition.className()
                    + "; make it final, or a record";
        }
        for (FieldDefinition field : definition.fields()) {
            String problem = problem(field.type(), path.isEmpty() ? field.name() : path + "." + field.name());
            if (problem != null) {
                return problem;
            }
        }
        for (String member : definition.members()) {
            if (!member.equals(definition.name())) {
                RecordDefinition subclass = schema.record(member);
                String problem = path.isEmpty()
                        ? new KeyRules(schema, subclass.className()).problem(subclass, path)
                        : problem(subclass, path);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private String where(String path) {
        return path.isEmpty() ? "the type" : "field " + path + " of " + origin;
    }

    private String differ(String path, DataType type) {
        return "equal values of " + where(path) + ", of type " + type + ", may have different bytes";
    }
}
