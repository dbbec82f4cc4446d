package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import io.picklejar.error.PickleException;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.Isolation;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A coder's prelude, loaded through one class loader: the type and the jar of its records.
 *
 * <p>The prelude is the pickle of {@code {type, jar supplier or null, names of by-value classes}}. Its code units are
 * known to the jar of the records, so that they travel once with the coder and as ids in each record. The names say what
 * travels by value also from a copy of the coder in the JVM that made it, where these classes can be resolved. A binding
 * holds what it loaded, as known units demand. Immutable.
 *
 * @param loader the reference loader
 * @param type the type of the records
 * @param jar pickles and loads the records
 */
record CoderBinding<T>(ClassLoader loader, TypeDescriptor<T> type, PickleJar jar) {

    /** The prelude's bytes. */
    static byte[] prelude(TypeDescriptor<?> type, @Nullable Supplier<PickleJar> supplier, PickleJar jar) {
        Type reflected = type.getType();
        // TypeDescriptor.of drops the anonymous class that a descriptor mostly is, and what that captured.
        Object travels = reflected instanceof Class ? reflected : TypeDescriptor.of(reflected);
        return Pickling.dumps(jar, new @Nullable Object[] {travels, supplier, byValueNames(travels, jar)});
    }

    private static String[] byValueNames(Object type, PickleJar jar) {
        return jar.explain(type).classes().stream()
                .filter(Explanation.ClassUse::byValue)
                .map(Explanation.ClassUse::className)
                .sorted()
                .toArray(String[]::new);
    }

    /**
     * Loads a prelude.
     *
     * @param own the jar of the coder if it was made in this JVM
     */
    @SuppressWarnings("unchecked") // the prelude was made of a TypeDescriptor<T>
    static <T> CoderBinding<T> bind(String typeName, byte[] prelude, ClassLoader loader, @Nullable PickleJar own)
            throws CoderException {
        try {
            PickleJar first = own != null ? own : PickleJar.standard();
            @Nullable Object[] loaded = recordJar(first, loader).build().loads(prelude);
            Object type = loaded[0];
            PickleJar options = first;
            if (own == null && loaded[1] instanceof Supplier<?> supplier) {
                options = ((Supplier<PickleJar>) supplier).get();
            }
            PickleJar.Builder records = recordJar(options, loader).knownUnits(PickleJar.unitsIn(prelude));
            if (own == null) {
                for (String name : (String[]) requireNonNull(loaded[2])) {
                    records.byValue(ClassRule.className(name));
                }
            }
            return new CoderBinding<>(
                    loader,
                    type instanceof Class<?> raw
                            ? TypeDescriptor.of((Class<T>) raw)
                            : (TypeDescriptor<T>) requireNonNull(type),
                    records.build());
        } catch (PickleException e) {
            throw new CoderException("cannot load the type " + typeName + " of a PickleCoder: " + e.getMessage(), e);
        }
    }

    private static PickleJar.Builder recordJar(PickleJar options, ClassLoader loader) {
        return options.toBuilder().isolation(Isolation.SHARED).classLoader(loader);
    }
}
