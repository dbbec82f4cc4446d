package io.picklejar.beam;

import io.picklejar.PickleJar;
import io.picklejar.error.PickleException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.Source;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.CombineFnBase.GlobalCombineFn;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Replaces, inside Beam's transforms, the functions that Java serialization rejects or that travel by value.
 *
 * <p>Beam keeps a user's function in a field of its own transform, and again in fields of the {@code DoFn}s that the
 * transform expands to, so the walk goes through the fields of Beam's objects and stops at the user's. An object has one
 * replacement wherever it sits. Not thread-safe; one for each pipeline.
 */
final class FunctionRewriter {
    private final PickleJar jar;
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Object, Object> replacements = new IdentityHashMap<>();

    FunctionRewriter(PickleJar jar) {
        this.jar = jar;
    }

    /**
     * Rewrites a transform in place. Leaves alone transforms that are not Beam's: nothing of them is serialized, other
     * than what they hand to Beam's.
     *
     * @param name what messages call it
     * @throws IllegalArgumentException if a function that Beam serializes can be neither serialized nor replaced
     */
    void rewrite(String name, PTransform<?, ?> transform) {
        if (!isBeams(transform)) {
            return;
        }
        try {
            walk(transform);
        } catch (Irreplaceable | PickleException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private void walk(Object owner) {
        if (!visited.add(owner)) {
            return;
        }
        if (owner instanceof Object[] elements) {
            for (int i = 0; i < elements.length; i++) {
                elements[i] = visit(elements[i], elements.getClass().getComponentType());
            }
            return;
        }
        for (Class<?> type = owner.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (isVisited(field)) {
                    Object value = Fields.get(field, owner);
                    Object replacement = visit(value, field.getType());
                    if (replacement != value) {
                        Fields.set(field, owner, replacement);
                    }
                }
            }
        }
    }

    /** The value, or what takes its place. What the value holds comes first: it may be all that was wrong with it. */
    private @Nullable Object visit(@Nullable Object value, Class<?> holder) {
        if (value == null || isData(value)) {
            return value;
        }
        Object known = replacements.get(value);
        if (holder.isInstance(known)) {
            return known;
        }
        boolean beams = isBeams(value) || value instanceof Object[];
        if (beams) {
            walk(value);
        }
        boolean isSerializedAlone = isFunctionOfBeam(value);
        if ((beams && !isSerializedAlone) || !(value instanceof Serializable)) {
            return value;
        }
        String obstacle = JavaSerialization.obstacle(value, jar);
        return obstacle == null ? value : replace(value, holder, obstacle);
    }

    private Object replace(Object value, Class<?> holder, String obstacle) {
        Object replacement = Replacements.of(value, holder, jar);
        if (replacement == null) {
            if (isFunctionOfBeam(value)) {
                throw new Irreplaceable(value, obstacle);
            }
            // Not an error yet: the function of Beam that holds it is replaced as a whole.
            return value;
        }
        JavaSerialization.obstacle(replacement, jar); // throws now, not at run, if it cannot be pickled
        replacements.put(value, replacement);
        return replacement;
    }

    private static boolean isVisited(Field field) {
        return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                && !field.getType().isPrimitive();
    }

    /** Whether the object is of a class of Beam's, not of a lambda or method reference in Beam. */
    private static boolean isBeams(Object value) {
        return value.getClass().getName().startsWith("org.apache.beam.")
                && !value.getClass().isHidden();
    }

    /** What Beam serializes by itself, whatever holds it. */
    private static boolean isFunctionOfBeam(Object value) {
        return value instanceof DoFn
                || value instanceof GlobalCombineFn
                || value instanceof Source
                || value instanceof WindowFn;
    }

    /** What holds no function, or leads away from the transform. */
    private static boolean isData(Object value) {
        return value instanceof String
                || value instanceof Enum
                || value instanceof Class
                || (value instanceof PTransform && !isBeams(value))
                || value instanceof PInput
                || value instanceof POutput
                || value instanceof Pipeline
                || value instanceof PipelineOptions
                || value instanceof Coder
                || value instanceof Schema
                || value instanceof TupleTag
                || value instanceof TypeDescriptor;
    }

    /** A function that cannot travel and has no replacement. */
    private static final class Irreplaceable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Irreplaceable(Object value, String obstacle) {
            super(value.getClass().getName() + " cannot travel: " + obstacle + ", and its class is final; "
                    + remedy(value));
        }

        private static String remedy(Object value) {
            return value instanceof DoFn
                    ? "let it extend PickledDoFn instead of DoFn"
                    : "give it a writeReplace that returns Pickled.envelope(this)";
        }
    }
}
