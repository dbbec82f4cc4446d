package io.picklejar.pickler;

import io.picklejar.jvm.Access;
import io.picklejar.kryo.KryoBridge;
import io.picklejar.kryo.KryoPool;
import io.picklejar.kryo.PlainClass;
import io.picklejar.kryo.ReadSide;
import io.picklejar.protocol.PickleInput;
import io.picklejar.reduce.Shape;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kryo's instructions. Lent an instance at the first one; closing gives it back. */
final class KryoReading implements AutoCloseable {
    private final KryoPool pool;
    private final ReadMemo memo;
    private final PickleInput in;
    private final Class<?>[] classes;
    private final Shape[] shapes;
    private final Admission admission;
    private final Map<Integer, PlainClass> plains = new HashMap<>();

    /** The frames whose fields are still to come, by the depth of their open roots. */
    private final Map<Integer, Plain> open = new HashMap<>();

    private @Nullable KryoBridge bridge;

    KryoReading(KryoPool pool, ReadMemo memo, PickleInput in, Class<?>[] classes, Shape[] shapes, Admission admission) {
        this.pool = pool;
        this.memo = memo;
        this.in = in;
        this.classes = classes;
        this.shapes = shapes;
        this.admission = admission;
    }

    @Override
    public void close() {
        if (bridge != null) {
            pool.release(bridge);
            bridge = null;
        }
    }

    private List<Object> read(Side side) {
        if (bridge == null) {
            bridge = pool.borrow();
        }
        byte[] frame = in.bytes();
        return bridge.read(frame, 0, frame.length, side);
    }

    /** {@code KRYO}: pushes and memoizes the objects of a frame of plain ones. */
    void plain() {
        Plain side = new Plain(in.checked(in.varint(), 1));
        List<Object> objects = read(side);
        side.first = memo.memoize(objects.get(0));
        side.count = objects.size();
        for (Object each : objects.subList(1, objects.size())) {
            memo.dependsOn(memo.memoize(each), side.escapes == 0 ? -1 : side.first);
        }
        if (side.escapes == 0) {
            memo.push(objects.get(0));
        } else {
            memo.open(side.first, objects.get(0));
            open.put(memo.stack().openCount() - 1, side);
        }
    }

    /** {@code KRYO_FIELDS}: pops what fields of a frame's objects hold and closes its root. */
    void fields() throws Exception {
        Plain side = open.remove(memo.stack().openCount() - 1);
        if (side == null) {
            throw in.corrupt("fields for what is no Kryo frame");
        }
        @Nullable Object[] values = memo.popInto(side.escapes);
        for (Missing each : side.missing) {
            Object value = values[each.number];
            if (value instanceof Pending pending) {
                pending.whenMade(() -> set(each.field, each.owner, memo.resolved(pending)));
            } else {
                set(each.field, each.owner, value);
            }
        }
        memo.close();
        for (int inner = 1; inner < side.count; inner++) {
            memo.dependsOnWhat(side.first + inner, side.first);
        }
    }

    /** {@code KRYO_CUSTOM}: pops what a user's serializer refers to and lets it make its objects. */
    void custom() throws Exception {
        int escapes = in.varint();
        int[] forwards = new int[2 * in.count()];
        for (int i = 0; i < forwards.length; i++) {
            forwards[i] = in.varint();
        }
        memo.need(escapes);
        int low = memo.stack().lowest(escapes);
        List<Object> objects = read(new Custom(memo.stack().pop(escapes)));
        List<Pending.Deferred> waiting = new ArrayList<>();
        int forward = 0;
        for (int ordinal = 0; ordinal < objects.size(); ordinal++) {
            int number;
            if (forward < forwards.length && forwards[forward] == ordinal) {
                number = forwards[forward + 1];
                waiting.addAll(memo.replace(number, objects.get(ordinal)));
                forward += 2;
            } else {
                number = memo.memoize(objects.get(ordinal));
            }
            memo.noteDependency(number, low);
        }
        if (forward < forwards.length) {
            throw in.corrupt("a Kryo frame without object " + forwards[forward]);
        }
        memo.stack().push(objects.get(0), low);
        for (Pending.Deferred action : waiting) {
            action.run();
        }
    }

    private static void set(Field field, Object owner, @Nullable Object value) throws IllegalAccessException {
        try {
            Access.set(field, owner, value);
        } catch (ClassCastException | IllegalArgumentException e) {
            if (value == null) {
                throw e;
            }
            throw KryoShape.unfit(field, value, e);
        }
    }

    /** A field that the engine's value comes for. */
    private record Missing(Object owner, Field field, int number) {}

    private abstract class Side implements ReadSide {
        @Override
        public Class<?> typeAt(int index) {
            return classes[checked(index, classes.length)];
        }

        @Override
        public void array(Class<?> component, int length) {
            admission.array(component, length);
        }

        @Override
        public void set(Field field, Object owner, @Nullable Object value) throws IllegalAccessException {
            KryoReading.set(field, owner, value);
        }

        @Override
        public RuntimeException corrupt(String what) {
            return in.corrupt(what);
        }

        int checked(int index, int size) {
            if (index < 0 || index >= size) {
                throw in.corrupt("a Kryo frame with index " + Integer.toUnsignedString(index) + " of " + size);
            }
            return index;
        }
    }

    private final class Plain extends Side {
        private final int escapes;
        private final List<Missing> missing = new ArrayList<>();
        private int first;
        private int count;

        Plain(int escapes) {
            this.escapes = escapes;
        }

        @Override
        public PlainClass plainAt(int index) {
            return plains.computeIfAbsent(checked(index, shapes.length), each -> {
                Class<?> type = shapes[each].type();
                return KryoShape.resolve(shapes[each], Plans.fieldsOf(type));
            });
        }

        @Override
        public Object escaped(int number) {
            throw in.corrupt("a Kryo frame that wants object " + number + " too early");
        }

        @Override
        public void missing(Object owner, Field field, int number) {
            missing.add(new Missing(owner, field, checked(number, escapes)));
        }
    }

    private final class Custom extends Side {
        private final @Nullable Object[] escaped;

        Custom(@Nullable Object[] escaped) {
            this.escaped = escaped;
        }

        @Override
        public @Nullable PlainClass plainAt(int index) {
            return null;
        }

        @Override
        public Object escaped(int number) {
            Object object = escaped[checked(number, escaped.length)];
            if (object == null || object instanceof Pending) {
                throw in.corrupt("a Kryo frame that wants object " + number + " before it is made");
            }
            return object;
        }

        @Override
        public void missing(Object owner, Field field, int number) {
            throw in.corrupt("a Kryo frame that leaves out object " + number);
        }
    }
}
