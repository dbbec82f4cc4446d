package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import io.picklejar.error.PickleException;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.Isolation;
import io.picklejar.record.RecordSchema;
import io.picklejar.record.TypeClasses;
import java.util.List;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A coder's payload, loaded through one class loader. Its code units are known to the jar of the elements, so that they
 * travel once with the coder and as ids in each element; that demands that somebody holds what they became, which a binding
 * does. Immutable and thread-safe.
 */
final class CoderBinding<T> {
    private final CoderPayload payload;
    private final ClassLoader loader;
    private final PickleJar jar;

    @SuppressWarnings("UnusedVariable") // holds the classes of known units
    private final TypeClasses classes;

    private final Elements<T> elements;

    /** Held for pickled elements, whose code it has; null for those of a schema, which are read without it. */
    private final @Nullable TypeDescriptor<T> type;

    private CoderBinding(CoderPayload payload, ClassLoader loader, PickleJar jar, TypeClasses classes) {
        this.payload = payload;
        this.loader = loader;
        this.classes = classes;
        RecordSchema schema = payload.schema();
        if (schema == null) {
            this.type = loadType(payload, jar);
            this.jar = jar.toBuilder()
                    .knownUnits(PickleJar.unitsIn(payload.type()))
                    .build();
            this.elements = new Elements.OfPickles<>(this.jar);
        } else {
            this.type = null;
            this.jar = jar;
            this.elements = new RecordElements<>(jar.recordCodec(schema, classes::find));
        }
    }

    /**
     * Loads a payload.
     *
     * @param own the jar of the coder if it was made in this JVM
     * @throws CoderException if a class cannot be found, or no longer fits the schema
     */
    static <T> CoderBinding<T> bind(CoderPayload payload, ClassLoader loader, @Nullable PickleJar own)
            throws CoderException {
        try {
            PickleJar first = own != null ? own : PickleJar.standard();
            @Nullable Object[] loaded = recordJar(first, loader).build().loads(payload.code());
            PickleJar options = own == null ? supplied(loaded[0], first) : first;
            PickleJar.Builder records = recordJar(options, loader).knownUnits(PickleJar.unitsIn(payload.code()));
            if (own == null) {
                for (String name : (String[]) requireNonNull(loaded[1])) {
                    records.byValue(ClassRule.className(name));
                }
            }
            TypeClasses classes = new TypeClasses(List.of((Class<?>[]) requireNonNull(loaded[2])), loader);
            return new CoderBinding<>(payload, loader, records.build(), classes);
        } catch (PickleException e) {
            throw cannotLoad(payload, e);
        }
    }

    @SuppressWarnings("unchecked") // the payload's first part is a Supplier<PickleJar> or null
    private static PickleJar supplied(@Nullable Object supplier, PickleJar otherwise) {
        return supplier == null ? otherwise : ((Supplier<PickleJar>) supplier).get();
    }

    private static PickleJar.Builder recordJar(PickleJar options, ClassLoader loader) {
        return options.toBuilder().isolation(Isolation.SHARED).classLoader(loader);
    }

    private static CoderException cannotLoad(CoderPayload payload, PickleException cause) {
        return new CoderException(
                "cannot load the type " + payload.typeName() + " of a PickleCoder: " + cause.getMessage(), cause);
    }

    /** The reference loader. */
    ClassLoader loader() {
        return loader;
    }

    /** Encodes and decodes the elements. */
    Elements<T> elements() {
        return elements;
    }

    /**
     * The type of the elements.
     *
     * @throws CoderException if a class of it cannot be found; there can be elements all the same
     */
    TypeDescriptor<T> type() throws CoderException {
        try {
            return type != null ? type : loadType(payload, jar);
        } catch (PickleException e) {
            throw cannotLoad(payload, e);
        }
    }

    @SuppressWarnings("unchecked") // the payload was made of a TypeDescriptor<T>
    private static <T> TypeDescriptor<T> loadType(CoderPayload payload, PickleJar jar) {
        Object type = jar.loads(payload.type());
        return type instanceof Class<?> raw ? TypeDescriptor.of((Class<T>) raw) : (TypeDescriptor<T>) type;
    }
}
