package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.flink.shop.Order;
import io.picklejar.flink.shop.Point;
import io.picklejar.flink.shop.Shape;
import io.picklejar.policy.ClassRule;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.runtime.TupleSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** Nothing depends on the TaskManager having the classes: all of this is read where they are not to be found. */
final class ByValueTest {
    private static final PickleJar JAR = PickleJar.builder()
            .byValue(ClassRule.codeSource(TestClasses.path()))
            .build();

    private final FarLoader far = new FarLoader();

    @Test
    void testClassesAreNotOnTheFarSide() {
        assertThat(far)
                .satisfies(loader -> assertThatThrownBy(() -> loader.loadClass(Order.class.getName()))
                        .isInstanceOf(ClassNotFoundException.class));
    }

    @Test
    void functionsRun() throws Exception {
        Dictionary words = new Dictionary(Map.of("a", "alpha"));
        MapFunction<String, String> function =
                Pickled.map(value -> new Order(words.get(value), value.length()).toString(), JAR);

        String result = far.call("map", InstantiationUtil.serializeObject(function), "a");

        assertThat(result).isEqualTo("Order[customer=alpha, amount=1]");
    }

    @Test
    void recordsGoThereAndBack() throws Exception {
        assertEchoes(PickleSerializer.of(Order.class, JAR), new Order("ann", 3));
    }

    @Test
    void permittedSubclassesAreKnown() throws Exception {
        PickleSerializer<Shape> serializer = PickleSerializer.of(Shape.class, JAR);
        Shape shape = new Shape.Square(2, List.of(new Shape.Circle(1)));

        assertEchoes(serializer, shape);
        assertThat(bytes(serializer, shape)).hasSizeLessThan(serializer.type().prelude().length);
    }

    @Test
    void nullIsARecordToo() throws Exception {
        PickleSerializer<Order> serializer = PickleSerializer.of(Order.class, JAR);

        DataOutputSerializer out = new DataOutputSerializer(64);

        serializer.serialize(null, out);

        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isNull();
    }

    @Test
    void serializersOfFlinkTravelWithTheirClasses() throws Exception {
        assertEchoes(shipped(Types.POJO(Point.class)), new Point(7, "p"), Point::toString);
    }

    @Test
    void genericTypesInsideThemBecomePickles() throws Exception {
        TypeSerializer<Tuple2<String, Order>> serializer =
                shipped(Types.TUPLE(Types.STRING, Types.GENERIC(Order.class)));

        assertThat(serializer).isInstanceOf(TupleSerializer.class);
        assertEchoes(serializer, Tuple2.of("key", new Order("bob", 4)));
    }

    @Test
    void genericTypesBecomePickles() throws Exception {
        TypeSerializer<Order> serializer = shipped(Types.GENERIC(Order.class));

        assertThat(serializer).isInstanceOf(PickleSerializer.class);
        assertEchoes(serializer, new Order("cid", 5));
    }

    @Test
    void snapshotsBringTheirClasses() throws Exception {
        Order order = new Order("ann", 3);
        Point point = new Point(7, "p");

        assertThat(restored(PickleSerializer.of(Order.class, JAR), order)).isEqualTo(order + " true");
        assertThat(restored(shipped(Types.POJO(Point.class)), point)).isEqualTo("p7 true");
        assertThat(restored(shipped(TypeInformation.of(Shape.Circle.class)), new Shape.Circle(1)))
                .isEqualTo("Circle[radius=1] true");
    }

    @Test
    void typesTravel() throws Exception {
        Class<?> type = far.call("typeClass", InstantiationUtil.serializeObject(PickleTypeInfo.of(Order.class, JAR)));

        assertThat(type.getName()).isEqualTo(Order.class.getName());
        assertThat(type).isNotEqualTo(Order.class);
    }

    @Test
    void typesThatFunctionsHoldTravelWithTheFunction() throws Exception {
        PickleTypeInfo<Order> type = PickleTypeInfo.of(Order.class);
        MapFunction<String, String> function =
                Pickled.map(value -> value + type.getTypeClass().getSimpleName(), JAR);

        String result = far.call("map", InstantiationUtil.serializeObject(function), "an ");

        assertThat(result).isEqualTo("an Order");
    }

    private static <T> TypeSerializer<T> shipped(TypeInformation<T> type) {
        ExecutionConfig config = new ExecutionConfig();
        return new Shipping(JAR, GenericTypes.KRYO, config)
                .serializer(type.createSerializer(config.getSerializerConfig()));
    }

    private <T> void assertEchoes(TypeSerializer<T> serializer, T value) throws Exception {
        assertEchoes(serializer, value, one -> one);
    }

    private <T> void assertEchoes(TypeSerializer<T> serializer, T value, Function<T, Object> comparable)
            throws Exception {
        List<Object> echo = far.call("echo", InstantiationUtil.serializeObject(serializer), bytes(serializer, value));

        assertThat(echo.get(0)).isEqualTo(value.toString());
        T back = serializer.deserialize(new DataInputDeserializer((byte[]) echo.get(1)));
        assertThat(back).isExactlyInstanceOf(value.getClass());
        assertThat(comparable.apply(back)).isEqualTo(comparable.apply(value));
    }

    private <T> String restored(TypeSerializer<T> serializer, T value) throws Exception {
        byte[] written = InstantiationUtil.serializeObject(serializer);
        byte[] snapshot = far.call("snapshot", written);
        try (FarLoader later = new FarLoader()) {
            return later.call("restore", snapshot, written, bytes(serializer, value));
        }
    }

    private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }
}
