package io.picklejar.pickler;

import io.picklejar.kryo.KryoBridge;
import io.picklejar.kryo.KryoPool;
import io.picklejar.kryo.PlainClass;
import io.picklejar.kryo.WriteSide;
import io.picklejar.kryo.WrittenFrame;
import io.picklejar.reduce.Reducer;
import java.lang.reflect.Field;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kryo's part in one walk. Lent an instance when the first frame is written; closing gives it back. */
final class KryoWriting implements AutoCloseable {
    /** A plain class as the walk's tables have it. */
    private record Layout(PlainClass plain, int index) {}

    private final KryoPool pool;
    private final Plans plans;
    private final GraphWriter writer;
    private final IdentityHashMap<Class<?>, Layout> layouts = new IdentityHashMap<>();
    private @Nullable KryoBridge bridge;

    KryoWriting(KryoPool pool, Plans plans, GraphWriter writer) {
        this.pool = pool;
        this.plans = plans;
        this.writer = writer;
    }

    /** The frame for an object, if Kryo comes at this place of its plan and the class is by reference. */
    @Nullable
    @SuppressWarnings("ReferenceEquality") // the places are constants
    Frame frameFor(Object root, Reducer<?> place) {
        boolean plain = place == Plans.PLAIN;
        if ((!plain && place != Plans.CUSTOM) || writer.isByValue(root.getClass())) {
            return null;
        }
        return plain ? new PlainFrame(root, this) : new CustomFrame(root, this);
    }

    WrittenFrame writePlain(Object root) {
        return bridge().write(root, new Plain());
    }

    WrittenFrame writeCustom(Object root) {
        return bridge().write(root, new Custom());
    }

    /** The fields that led to where the last writing failed. */
    List<String> trail() {
        return bridge == null ? List.of() : bridge.trail();
    }

    private KryoBridge bridge() {
        if (bridge == null) {
            bridge = pool.borrow();
        }
        return bridge;
    }

    @Override
    public void close() {
        if (bridge != null) {
            pool.release(bridge);
            bridge = null;
        }
    }

    private Layout layout(Class<?> type) {
        return layouts.computeIfAbsent(type, each -> {
            List<Field> fields = plans.planFor(each).fields();
            return new Layout(new PlainClass(each, fields), writer.shapeIndex(KryoShape.of(each, fields)));
        });
    }

    /** Plain objects, written field by field. */
    private final class Plain implements WriteSide {
        @Override
        public boolean takes(Class<?> type) {
            return layouts.containsKey(type) || (plans.planFor(type).isPlain() && !writer.isByValue(type));
        }

        @Override
        public boolean knows(Object object) {
            return writer.isKnown(object) || writer.goesOutOfBand(object);
        }

        @Override
        public int index(Class<?> type) {
            return layout(type).index();
        }

        @Override
        public PlainClass plain(Class<?> type) {
            return layout(type).plain();
        }

        @Override
        public @Nullable Object read(Field field, Object owner) {
            return writer.read(field, owner);
        }
    }

    /** Objects that serializers of the user's write. */
    private final class Custom implements WriteSide {
        @Override
        public boolean takes(Class<?> type) {
            return plans.planFor(type).isCustom() && !writer.isByValue(type);
        }

        @Override
        public boolean knows(Object object) {
            return writer.isKnown(object);
        }

        @Override
        public int index(Class<?> type) {
            return writer.classIndex(type);
        }

        @Override
        public @Nullable PlainClass plain(Class<?> type) {
            return null;
        }

        @Override
        public @Nullable Object read(Field field, Object owner) {
            return writer.read(field, owner);
        }
    }
}
