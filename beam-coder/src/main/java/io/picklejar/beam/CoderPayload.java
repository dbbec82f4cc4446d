package io.picklejar.beam;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import io.picklejar.record.RecordSchema;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What a coder takes with it: the code that travels by value, the type, and the schema. Two payloads are equal if their bytes
 * are. Immutable and thread-safe.
 */
final class CoderPayload implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String typeName;

    /**
     * The pickle of {@code {jar supplier or null, names of by-value classes, by-value classes of the schema}}. The names say
     * what travels by value also from a copy of the coder in the JVM that made it, where these classes can be resolved.
     */
    private final byte[] code;

    /** The pickle of the type, which takes the units of {@link #code} for known. */
    private final byte[] type;

    private final byte @Nullable [] schemaBytes;

    /** Why elements are pickles; empty if they are not. */
    private final String reason;

    /** Whether all classes of the schema define equality themselves. */
    private final boolean hasEquality;

    private transient volatile @Nullable RecordSchema schema;

    private CoderPayload(
            String typeName,
            byte[] code,
            byte[] type,
            @Nullable RecordSchema schema,
            String reason,
            boolean hasEquality) {
        this.typeName = typeName;
        this.code = code;
        this.type = type;
        this.schema = schema;
        this.schemaBytes = schema == null ? null : schema.toBytes();
        this.reason = reason;
        this.hasEquality = hasEquality;
    }

    /**
     * The payload of a coder that is made here.
     *
     * @throws IllegalArgumentException if the mode asks for a schema, and the type has none
     */
    static CoderPayload of(
            TypeDescriptor<?> type, RecordMode mode, PickleJar jar, @Nullable Supplier<PickleJar> supplier) {
        RecordSchema.Finding finding = mode == RecordMode.GRAPH
                ? new RecordSchema.Finding(null, Set.of(), "the user chose pickles")
                : jar.recordSchema(type.getType());
        RecordSchema schema = finding.schema();
        if (schema == null && mode == RecordMode.DATA) {
            throw new IllegalArgumentException(
                    type + " has no schema: " + finding.reason() + "; use PickleCoder.graph");
        }
        Type reflected = type.getType();
        // TypeDescriptor.of drops the anonymous class that a descriptor mostly is, and what that captured.
        Object travels = reflected instanceof Class ? reflected : TypeDescriptor.of(reflected);
        Class<?>[] shipped = finding.classes().stream()
                .filter(jar::isByValue)
                .sorted(Comparator.comparing(Class::getName))
                .toArray(Class<?>[]::new);
        String[] names = jar.explain(new Object[] {travels, shipped}).classes().stream()
                .filter(Explanation.ClassUse::byValue)
                .map(Explanation.ClassUse::className)
                .sorted()
                .toArray(String[]::new);
        byte[] code = Pickling.dumps(jar, new @Nullable Object[] {supplier, names, shipped});
        PickleJar rest = jar.toBuilder().knownUnits(PickleJar.unitsIn(code)).build();
        return new CoderPayload(
                type.toString(),
                code,
                Pickling.dumps(rest, travels),
                schema,
                finding.reason(),
                schema != null && Equality.isDefinedBy(finding.classes()));
    }

    String typeName() {
        return typeName;
    }

    byte[] code() {
        return code;
    }

    byte[] type() {
        return type;
    }

    /** The schema of the elements, or null if they are pickles. */
    @Nullable
    RecordSchema schema() {
        RecordSchema parsed = schema;
        if (parsed == null && schemaBytes != null) {
            parsed = RecordSchema.parse(schemaBytes);
            schema = parsed;
        }
        return parsed;
    }

    /** Why equal elements may have different bytes, with the path to the field that is to blame; null if they have not. */
    @Nullable
    String keyProblem() {
        RecordSchema data = schema();
        return data != null
                ? data.keyProblem()
                : "equal values of type " + typeName + " can have different pickles, which keep object identity and the"
                        + " order of hash containers, and it has no schema: " + reason;
    }

    /** Whether all classes of the schema define equality themselves. */
    boolean hasEquality() {
        return hasEquality;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CoderPayload payload
                && Arrays.equals(code, payload.code)
                && Arrays.equals(type, payload.type)
                && Arrays.equals(schemaBytes, payload.schemaBytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(type) + Arrays.hashCode(schemaBytes);
    }
}
