package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Dictionary;
import com.acme.orders.Discount;
import com.acme.orders.Doubling;
import com.acme.orders.Meaning;
import com.acme.orders.Order;
import com.acme.orders.Parcel;
import com.acme.orders.PlainMeaning;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions, coders and elements whose classes the worker has never seen. */
final class ForeignLoaderTest {
    private final ForeignLoader worker = new ForeignLoader();
    private final PickleJar byValue =
            PickleJar.builder().byValue(ClassRule.packageName("com.acme")).build();
    private final Order order = new Order("Ada", 3);

    @BeforeEach
    void workerLacksTheUsersClasses() {
        assertThatThrownBy(() -> worker.load(Order.class.getName())).isInstanceOf(ClassNotFoundException.class);
    }

    @AfterEach
    void closeWorker() throws Exception {
        worker.close();
    }

    @Test
    void functionRuns() throws Exception {
        Object function = worker.readTwice(JavaSerial.write(Pickled.fn(Discount.of(10), byValue)));

        assertThat(worker.call(function, "apply", 200)).isEqualTo(180);
    }

    @Test
    void functionIsReadWhereItCannotRun() throws Exception {
        Object function = worker.readTwice(JavaSerial.write(Pickled.fn(Discount.of(10))));

        assertThatThrownBy(() -> worker.call(function, "apply", 200))
                .rootCause()
                .hasMessageContaining("com.acme.orders.Discount");
    }

    @Test
    void pickledDoFnRuns() throws Exception {
        PickleJar jar = byValue;
        Meaning meaning = new Meaning(new Dictionary().with("a", "alpha"));
        byte[] bytes = JavaSerial.write((Serializable) Pickled.envelope(meaning, jar));

        assertThat(worker.readTwice(bytes)).hasToString("a is alpha");
    }

    @Test
    void objectOfAnUntouchedClassKeepsItsSignature() throws Exception {
        PlainMeaning meaning = Pickled.object(new PlainMeaning(new Dictionary().with("a", "alpha")), byValue);

        Object copy = worker.readTwice(JavaSerial.write(meaning));

        assertThat(copy).hasToString("a is alpha");
        Object signature = worker.inside(() -> worker.load(DoFnSignatures.class.getName())
                .getMethod("getSignature", Class.class)
                .invoke(null, copy.getClass()));
        assertThat(signature).asString().contains("PlainMeaning.process");
    }

    @Test
    void coderDecodesAndEncodesElements() throws Exception {
        PickleCoder<Order> coder = PickleCoder.of(Order.class, byValue);
        byte[] element = CoderUtils.encodeToByteArray(coder, order);

        Object copy = worker.readTwice(JavaSerial.write(coder));
        Object decoded = decode(copy, element);

        assertThat(decoded).hasToString("Ada:3");
        assertThat(decode(copy, element).getClass()).isSameAs(decoded.getClass());
        assertThat(encode(copy, decoded)).isEqualTo(element);
    }

    @Test
    void coderDecodesAndEncodesElementsOfASchema() throws Exception {
        PickleCoder<Parcel> coder = PickleCoder.of(Parcel.class, byValue);
        Parcel parcel = Parcel.of("Ada", 7, 12);
        byte[] element = CoderUtils.encodeToByteArray(coder, parcel);

        Object copy = worker.readTwice(JavaSerial.write(coder));
        Object decoded = decode(copy, element);

        assertThat(decoded).hasToString(parcel.toString());
        assertThat(decode(copy, element)).isEqualTo(decoded);
        assertThat(encode(copy, decoded)).isEqualTo(element);
        assertThat(worker.call(copy, "getEncodedTypeDescriptor")).hasToString("com.acme.orders.Parcel");
        worker.call(copy, "verifyDeterministic");
        PickleCoder<Parcel> back = JavaSerial.read(worker.write(copy));
        assertThat(back).isEqualTo(coder);
        assertThat(CoderUtils.decodeFromByteArray(back, element)).isEqualTo(parcel);
    }

    @Test
    void theModeIsKeptByCopies() throws Exception {
        Parcel parcel = Parcel.of("Ada", 7, 12);
        PickleCoder<Parcel> graph = PickleCoder.graph(TypeDescriptor.of(Parcel.class), byValue);
        byte[] element = CoderUtils.encodeToByteArray(graph, parcel);

        Object copy = worker.readTwice(JavaSerial.write(graph));

        assertThat(decode(copy, element)).hasToString(parcel.toString());
        assertThat(encode(copy, decode(copy, element))).isEqualTo(element);
        assertThat(PickleCoder.data(TypeDescriptor.of(Parcel.class), byValue))
                .isEqualTo(PickleCoder.of(Parcel.class, byValue))
                .isNotEqualTo(graph);
    }

    @Test
    void withoutItsClassAnElementOfASchemaIsARecordOfItsFields() throws Exception {
        PickleCoder<Parcel> coder = PickleCoder.of(Parcel.class);
        byte[] element = CoderUtils.encodeToByteArray(coder, Parcel.of("Ada", 7, 12));

        Object copy = worker.readTwice(JavaSerial.write(coder));

        assertThat(decode(copy, element).getClass().getName()).isEqualTo("io.picklejar.record.PickledRecord");
        assertThat(encode(copy, decode(copy, element))).isEqualTo(element);
        assertThatThrownBy(() -> worker.call(copy, "getEncodedTypeDescriptor"))
                .cause()
                .hasMessageStartingWith("cannot load the type com.acme.orders.Parcel of a PickleCoder: missing at the");
    }

    @Test
    void copyOfTheCoderEncodesAsTheOriginal() throws Exception {
        PickleCoder<Order> coder = PickleCoder.of(Order.class, byValue);

        assertThat(CoderUtils.encodeToByteArray(JavaSerial.twice(coder), order))
                .isEqualTo(CoderUtils.encodeToByteArray(coder, order));
    }

    @Test
    void inTheOriginAnIdMeansTheOriginalClass() throws Exception {
        PickleCoder<Order> coder = PickleCoder.of(Order.class, byValue);

        assertThat(CoderUtils.clone(JavaSerial.twice(coder), order))
                .isEqualTo(order)
                .isNotSameAs(order);
        assertThat(JavaSerial.twice(coder).getEncodedTypeDescriptor()).isEqualTo(TypeDescriptor.of(Order.class));
    }

    @Test
    void functionOfARewrittenTransformRuns() throws Exception {
        ParDo.SingleOutput<Integer, Integer> transform = ParDo.of(new Doubling());

        assertThat(PicklePipeline.transform(transform, byValue).getFn())
                .isInstanceOf(Doubling.class)
                .isNotExactlyInstanceOf(Doubling.class)
                .satisfies(
                        fn -> assertThat(worker.readTwice(JavaSerial.write(fn))).hasToString("doubling"));
    }

    @Test
    void functionThatTravelsWithoutHelpIsLeftAlone() {
        Doubling doubling = new Doubling();

        assertThat(PicklePipeline.transform(ParDo.of(doubling)).getFn()).isSameAs(doubling);
    }

    @Test
    void elementsCarryNoCode() throws Exception {
        PickleCoder<Order> coder = PickleCoder.of(Order.class, byValue);

        byte[] element = CoderUtils.encodeToByteArray(coder, order);

        assertThat(element.length).isLessThan(200);
        assertThat(byValue.dumps(order).length).isGreaterThan(500);
    }

    @Test
    void coderOfAnUnknownTypeIsEqualToItselfElsewhere() throws Exception {
        PickleCoder<Order> coder = PickleCoder.of(Order.class);
        Object copy = worker.readTwice(JavaSerial.write(coder));

        assertThat(copy).hasToString("PickleCoder(com.acme.orders.Order)");
        assertThat(copy.hashCode()).isEqualTo(coder.hashCode());
        assertThat(copy).isEqualTo(worker.read(JavaSerial.write(PickleCoder.of(Order.class))));
        assertThatThrownBy(() -> decode(copy, CoderUtils.encodeToByteArray(coder, order)))
                .cause()
                .hasMessageStartingWith("cannot load the type com.acme.orders.Order of a PickleCoder: ");
    }

    @Test
    void typeArgumentsTravelByValue() throws Exception {
        PickleCoder<Map<String, List<Order>>> coder = PickleCoder.of(new TypeDescriptor<>() {}, byValue);
        byte[] element = CoderUtils.encodeToByteArray(coder, Map.of("key", List.of(order)));

        Object copy = worker.readTwice(JavaSerial.write(coder));

        assertThat(decode(copy, element)).hasToString("{key=[Ada:3]}");
        assertThat(worker.call(copy, "getEncodedTypeDescriptor"))
                .hasToString("java.util.Map<java.lang.String, java.util.List<com.acme.orders.Order>>");
    }

    private Object decode(Object coder, byte[] element) throws Exception {
        Object value = worker.call(coder, "decode", new ByteArrayInputStream(element));
        return Objects.requireNonNull(value);
    }

    private byte[] encode(Object coder, Object value) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        worker.call(coder, "encode", value, out);
        return out.toByteArray();
    }
}
