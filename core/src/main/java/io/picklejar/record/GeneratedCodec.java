package io.picklejar.record;

import static java.util.Objects.requireNonNull;

import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import org.jspecify.annotations.Nullable;

/** The fields of a class by generated code, where the class is as the schema says. */
final class GeneratedCodec extends ValueCodec {
    private final Class<?> type;
    private final GeneratedFields fields;

    GeneratedCodec(Class<?> type, GeneratedFields fields) {
        this.type = type;
        this.fields = fields;
    }

    @Override
    public void write(RecordOutput out, @Nullable Object value) {
        fields.write(out, requireNonNull(value));
    }

    @Override
    public Object read(RecordInput in) {
        try {
            return fields.read(in);
        } catch (UnpicklingException e) {
            throw e;
        } catch (Exception e) { // checked ones too: a constructor may declare them
            throw new UnpicklingException(
                    Problem.MAKING_FAILED, "cannot make a " + type.getName() + ": its constructor threw " + e, e);
        }
    }

    @Override
    public Object copy(@Nullable Object value) {
        return fields.copy(requireNonNull(value));
    }
}
