package io.picklejar.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of one of several classes: a varint, 0 for null, 1 for a class that the schema does not name, whose object is
 * a pickle, else 2 and more for the class and its fields.
 */
final class UnionCodec extends ValueCodec {
    private static final int NULL = 0;
    private static final int PICKLED = 1;
    private static final int FIRST = 2;

    private final String name;
    private final List<ValueCodec> members;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final @Nullable ValueCodec pickles;

    /**
     * @param keys what tells the members: classes, or class names where these are gone
     * @param pickles null if there are no other classes
     */
    UnionCodec(String name, List<ValueCodec> members, List<?> keys, @Nullable ValueCodec pickles) {
        this.name = name;
        this.members = List.copyOf(members);
        this.pickles = pickles;
        for (int i = 0; i < keys.size(); i++) {
            numbers.put(keys.get(i), i);
        }
    }

    @Override
    public void write(RecordOutput out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(NULL);
            return;
        }
        Integer number = numberOf(value);
        if (number != null) {
            out.writeVarint(FIRST + number);
            members.get(number).write(out, value);
        } else {
            out.writeByte(PICKLED);
            others(value).write(out, value);
        }
    }

    private @Nullable Integer numberOf(Object value) {
        return numbers.get(value instanceof PickledRecord record ? record.className() : value.getClass());
    }

    private ValueCodec others(Object value) {
        if (pickles == null) {
            throw new IllegalArgumentException(value.getClass().getName() + " is none of the classes of " + name);
        }
        return pickles;
    }

    @Override
    public @Nullable Object read(RecordInput in) {
        int tag = in.readVarint();
        if (tag == NULL) {
            return null;
        }
        if (tag == PICKLED && pickles != null) {
            return pickles.read(in);
        }
        if (tag < FIRST || tag - FIRST >= members.size()) {
            throw in.corrupt("class " + (tag - FIRST) + " of " + name);
        }
        return members.get(tag - FIRST).read(in);
    }

    @Override
    public @Nullable Object copy(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Integer number = numberOf(value);
        return number != null ? members.get(number).copy(value) : others(value).copy(value);
    }

    @Override
    boolean isExact() {
        return members.stream().allMatch(ValueCodec::isExact);
    }
}
