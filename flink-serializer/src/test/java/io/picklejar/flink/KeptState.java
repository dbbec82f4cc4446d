package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.flink.shop.Point;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number in states of several types, and says what it finds there.
 */
final class KeptState extends KeyedProcessFunction<String, Long, String> {
    private static final long serialVersionUID = 1L;

    /** Whose serializers the states that Flink could write itself have. */
    enum Serializers {
        /** Flink's. */
        FLINK,
        /** Ours, in their place. */
        OURS
    }

    private final Serializers serializers;
    private final boolean usesKryo;

    private transient @Nullable ValueState<Point> data;
    private transient @Nullable ValueState<Basket> graph;
    private transient @Nullable ValueState<Point> pojo;
    private transient @Nullable ListState<Point> list;
    private transient @Nullable MapState<String, Point> map;
    private transient @Nullable ValueState<Point> kryo;

    /** {@code usesKryo}: not in savepoints of Flink 1, whose Kryo 2 nobody else can read. */
    KeptState(Serializers serializers, boolean usesKryo) {
        this.serializers = serializers;
        this.usesKryo = usesKryo;
    }

    @Override
    public void open(OpenContext context) {
        TypeInformation<Point> ours = PickleTypeInfo.of(Point.class);
        TypeInformation<Point> pojoType = serializers == Serializers.OURS ? ours : Types.POJO(Point.class);
        TypeInformation<Point> kryoType = serializers == Serializers.OURS ? ours : new GenericTypeInfo<>(Point.class);
        data = getRuntimeContext().getState(new ValueStateDescriptor<>("data", ours));
        graph = getRuntimeContext().getState(new ValueStateDescriptor<>("graph", PickleTypeInfo.of(Basket.class)));
        pojo = getRuntimeContext().getState(new ValueStateDescriptor<>("pojo", pojoType));
        list = getRuntimeContext().getListState(new ListStateDescriptor<>("list", pojoType));
        map = getRuntimeContext().getMapState(new MapStateDescriptor<>("map", Types.STRING, pojoType));
        if (usesKryo) {
            kryo = getRuntimeContext().getState(new ValueStateDescriptor<>("kryo", kryoType));
        }
    }

    /** What was there before; null if nothing was. */
    static String found(String key, int count, boolean usesKryo) {
        Point point = point(key, count);
        Basket basket = basket(key, count);
        return String.join(
                " ",
                key,
                point.toString(),
                basket.toString(),
                String.valueOf(basket.isWhole()),
                point.toString(),
                List.of(point, point).toString(),
                point.toString(),
                usesKryo ? point.toString() : "");
    }

    private static Point point(String key, int count) {
        return new Point(count, key);
    }

    private static Basket basket(String key, int count) {
        return new Basket(key, null).with("item " + count);
    }

    @Override
    public void processElement(Long number, Context context, Collector<String> out) throws Exception {
        String key = context.getCurrentKey();
        Point before = requireNonNull(data).value();
        if (before != null) {
            Basket basket = requireNonNull(graph).value();
            out.collect(String.join(
                    " ",
                    key,
                    before.toString(),
                    basket.toString(),
                    String.valueOf(basket.isWhole()),
                    requireNonNull(pojo).value().toString(),
                    requireNonNull(list).get().toString(),
                    requireNonNull(map).get("k").toString(),
                    kryo == null ? "" : kryo.value().toString()));
        }
        Point now = point(key, before == null ? 1 : before.x + 1);
        data.update(now);
        requireNonNull(graph).update(basket(key, now.x));
        requireNonNull(pojo).update(now);
        requireNonNull(list).update(List.of(now, now));
        requireNonNull(map).put("k", now);
        if (kryo != null) {
            kryo.update(now);
        }
    }
}
