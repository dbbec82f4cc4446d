package io.picklejar.record;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection or map: a byte for its {@link ContainerForm}, the number of elements and these; 0 for null; 255 and a
 * pickle for one that has no form.
 */
final class ContainerCodec extends ValueCodec {
    private static final int NULL = 0;
    private static final int PICKLED = 255;
    private static final ContainerForm[] FORMS = ContainerForm.values();

    private final ValueCodec element;
    private final @Nullable ValueCodec value;
    private final Class<?> type;
    private final ValueCodec pickles;

    /** {@code element}: of the elements, or keys; {@code value}: of the values if it is a map, else null. */
    ContainerCodec(ValueCodec element, @Nullable ValueCodec value, Class<?> type, ValueCodec pickles) {
        this.element = element;
        this.value = value;
        this.type = type;
        this.pickles = pickles;
    }

    @Override
    public void write(RecordOutput out, @Nullable Object container) {
        if (container == null) {
            out.writeByte(NULL);
            return;
        }
        ContainerForm form = ContainerForm.of(container);
        if (form == null) {
            out.writeByte(PICKLED);
            pickles.write(out, container);
            return;
        }
        out.writeByte(form.number());
        if (value == null) {
            Collection<?> elements = (Collection<?>) container;
            out.writeVarint(elements.size());
            for (Object each : elements) {
                element.write(out, each);
            }
        } else {
            Map<?, ?> map = (Map<?, ?>) container;
            out.writeVarint(map.size());
            for (Map.Entry<?, ?> each : map.entrySet()) {
                element.write(out, each.getKey());
                value.write(out, each.getValue());
            }
        }
    }

    @Override
    public @Nullable Object read(RecordInput in) {
        int tag = in.readByte() & 0xFF;
        if (tag == NULL) {
            return null;
        }
        if (tag == PICKLED) {
            return pickles.read(in);
        }
        if (tag > FORMS.length || FORMS[tag - 1].isMap() != (value != null)) {
            throw in.corrupt("a container of form " + tag);
        }
        ContainerForm form = FORMS[tag - 1];
        int size = in.readCount(1);
        @Nullable Object[] elements = new Object[size];
        try {
            if (value == null) {
                for (int i = 0; i < size; i++) {
                    elements[i] = element.read(in);
                }
                return type.cast(form.ofElements(elements));
            }
            @Nullable Object[] values = new Object[size];
            for (int i = 0; i < size; i++) {
                elements[i] = element.read(in);
                values[i] = value.read(in);
            }
            return type.cast(form.ofEntries(elements, values));
        } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw in.corrupt("no " + form + " (" + e + ")");
        }
    }

    @Override
    public @Nullable Object copy(@Nullable Object container) {
        if (container == null) {
            return null;
        }
        ContainerForm form = ContainerForm.of(container);
        if (form == null) {
            return pickles.copy(container);
        }
        if (value == null) {
            @Nullable Object[] elements = ((Collection<?>) container).toArray();
            for (int i = 0; i < elements.length; i++) {
                elements[i] = element.copy(elements[i]);
            }
            return form.ofElements(elements);
        }
        Map<?, ?> map = (Map<?, ?>) container;
        @Nullable Object[] keys = new Object[map.size()];
        @Nullable Object[] values = new Object[map.size()];
        int at = 0;
        for (Map.Entry<?, ?> each : map.entrySet()) {
            keys[at] = element.copy(each.getKey());
            values[at] = value.copy(each.getValue());
            at++;
        }
        return form.ofEntries(keys, values);
    }

    @Override
    boolean isExact() {
        return element.isExact() && (value == null || value.isExact());
    }
}
