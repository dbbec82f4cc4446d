package io.picklejar.record;

import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.jvm.FieldAccess;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a class by reflection, whatever became of the class: a field of the schema that is gone is read and
 * dropped, and written as zero or null; a field of the class that the schema lacks keeps what a fresh object has.
 */
final class FieldsCodec extends ValueCodec {
    private final FreshObjects objects;
    private final List<Step> steps;
    private final boolean exact;

    /**
     * A field of the schema.
     *
     * @param codec of its values
     * @param field where they go, or null if it is gone
     * @param component its place among the arguments of the canonical constructor, -1 if the class is no record
     * @param absent what is written for a field that is gone
     */
    record Step(
            ValueCodec codec,
            @Nullable FieldAccess field,
            int component,
            @Nullable Object absent) {}

    FieldsCodec(FreshObjects objects, List<Step> steps, boolean exact) {
        this.objects = objects;
        this.steps = List.copyOf(steps);
        this.exact = exact;
    }

    @Override
    public void write(RecordOutput out, @Nullable Object value) {
        for (Step step : steps) {
            FieldAccess field = step.field();
            step.codec().write(out, field == null ? step.absent() : get(field, value));
        }
    }

    @Override
    public Object read(RecordInput in) {
        return make(step -> step.codec().read(in));
    }

    @Override
    public Object copy(@Nullable Object value) {
        return make(step -> step.field() == null ? null : step.codec().copy(get(step.field(), value)));
    }

    /** An object with these values in its fields; values of fields that are gone are asked for and dropped. */
    private Object make(Function<Step, @Nullable Object> values) {
        if (objects.isRecord()) {
            @Nullable Object[] arguments = objects.defaults();
            for (Step step : steps) {
                Object value = values.apply(step);
                if (step.field() != null) {
                    arguments[step.component()] = value;
                }
            }
            return objects.make(arguments);
        }
        Object made = objects.make();
        for (Step step : steps) {
            Object value = values.apply(step);
            FieldAccess field = step.field();
            if (field != null) {
                set(field, made, value);
            }
        }
        return made;
    }

    private static @Nullable Object get(FieldAccess field, @Nullable Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new UnpicklingException(Problem.FIELD_INACCESSIBLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static void set(FieldAccess field, Object owner, @Nullable Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new UnpicklingException(Problem.FIELD_INACCESSIBLE, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    boolean isExact() {
        return exact;
    }
}
