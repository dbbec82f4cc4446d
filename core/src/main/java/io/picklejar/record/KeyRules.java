package io.picklejar.record;

import io.picklejar.record.Definitions.FieldDefinition;
import io.picklejar.record.Definitions.RecordDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Which records are canonical: equal values, equal bytes. State backends compare keys by their bytes, and shuffles send
 * equal keys to one place only if their hashes agree.
 */
final class KeyRules {
    private KeyRules() {}

    static @Nullable String problem(RecordSchema schema) {
        return problem(schema, schema.root(), "the type");
    }

    private static @Nullable String problem(RecordSchema schema, DataType type, String where) {
        if (type instanceof DataType.Scalar || type instanceof DataType.EnumOf) {
            return null;
        }
        if (type instanceof DataType.Value value) {
            return value.kind().isCanonical() ? null : differ(where, type);
        }
        if (type instanceof DataType.RecordOf record) {
            return problem(schema, schema.record(record.className()), where);
        }
        if (type instanceof DataType.Container container && container.kind() == ContainerKind.OPTIONAL) {
            return problem(schema, container.arguments().get(0), where);
        }
        return differ(where, type);
    }

    private static @Nullable String problem(RecordSchema schema, RecordDefinition definition, String where) {
        if (definition.open()) {
            return where + " may be of any subclass of " + definition.className() + "; make it final, or a record";
        }
        for (FieldDefinition field : definition.fields()) {
            String problem = problem(schema, field.type(), "field " + field.name() + " of " + definition.className());
            if (problem != null) {
                return problem;
            }
        }
        for (String member : definition.members()) {
            if (!member.equals(definition.name())) {
                String problem = problem(schema, schema.record(member), member);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private static String differ(String where, DataType type) {
        return "equal values of " + where + ", of type " + type + ", may have different bytes";
    }
}
