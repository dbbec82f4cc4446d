package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Basket;
import com.acme.orders.Order;
import io.picklejar.PickleJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.Coder.Context;
import org.apache.beam.sdk.coders.Coder.NonDeterministicException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;

final class PickleCoderTest {
    private final Coder<Order> coder = PickleCoder.of(Order.class);
    private final Order order = new Order("Ada", 3);
    private final Order equal = new Order("Ada", 3);

    @Test
    void elementRoundTripsWithItsCycle() throws CoderException {
        Order copy = CoderUtils.clone(coder, order);

        assertThat(copy).isEqualTo(order).isNotSameAs(order);
        assertThat(copy.isWhole()).isTrue();
    }

    @Test
    @SuppressWarnings("deprecation") // Beam's own coders still meet both contexts
    void coderPropertiesHold() throws Exception {
        CoderProperties.coderSerializable(coder);
        CoderProperties.coderDecodeEncodeEqual(coder, order);
        CoderProperties.structuralValueDecodeEncodeEqual(coder, order);
        CoderProperties.structuralValueDecodeEncodeEqualInContext(coder, Context.NESTED, order);
        CoderProperties.structuralValueConsistentWithEquals(coder, order, equal);
        CoderProperties.structuralValueConsistentWithEquals(coder, order, new Order("Bob", 1));
        CoderProperties.testByteCount(coder, Context.OUTER, new Order[] {order, new Order(null, 2)});
        CoderProperties.testByteCount(coder, Context.NESTED, new Order[] {order, new Order(null, 2)});
        CoderProperties.coderEncodesBase64(coder, List.of(order), List.of(CoderUtils.encodeToBase64(coder, order)));
    }

    @Test
    void coderPropertiesOfDeterminismHoldForEnumsAndStrings() throws Exception {
        CoderProperties.coderDeterministic(PickleCoder.of(String.class), "a", new String("a"));
        CoderProperties.coderDeterministic(PickleCoder.of(Long.class), 1_000L, Long.valueOf("1000"));
        CoderProperties.coderDeterministic(PickleCoder.of(TimeUnit.class), TimeUnit.DAYS, TimeUnit.DAYS);
        CoderProperties.coderConsistentWithEquals(PickleCoder.of(String.class), "a", "b");
    }

    @Test
    void nestedInOtherCodersItStopsAtItsEnd() throws Exception {
        CoderProperties.coderDecodeEncodeEqual(ListCoder.of(coder), List.of(order, new Order("Bob", 1), order));
        CoderProperties.coderDecodeEncodeEqual(
                KvCoder.of(StringUtf8Coder.of(), ListCoder.of(coder)), KV.of("key", List.of(order)));
        CoderProperties.coderSerializable(ListCoder.of(coder));
    }

    @Test
    void nullIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> coder.encode(null, new ByteArrayOutputStream()))
                .isExactlyInstanceOf(CoderException.class)
                .hasMessage("cannot encode a null com.acme.orders.Order; wrap the coder:"
                        + " NullableCoder.of(PickleCoder(com.acme.orders.Order))");
    }

    @Test
    void nullPassesThroughNullableCoder() throws Exception {
        CoderProperties.coderDecodeEncodeEqual(ListCoder.of(NullableCoder.of(coder)), Arrays.asList(order, null));
    }

    @Test
    void unpicklableElementIsRefusedAndNothingWritten() {
        Coder<Thread> threads = PickleCoder.of(Thread.class);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> threads.encode(Thread.currentThread(), out))
                .isExactlyInstanceOf(CoderException.class)
                .hasMessageStartingWith("cannot encode a java.lang.Thread with PickleCoder(java.lang.Thread): ");
        assertThat(out.size()).isZero();
    }

    @Test
    void truncatedElementIsAnEndOfFile() throws IOException {
        byte[] bytes = CoderUtils.encodeToByteArray(coder, order);

        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> coder.decode(new ByteArrayInputStream(truncated)))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> coder.decode(new ByteArrayInputStream(new byte[] {3, 1, 2, 3})))
                .isExactlyInstanceOf(CoderException.class)
                .hasMessageStartingWith("cannot decode with PickleCoder(com.acme.orders.Order): ");
        assertThatThrownBy(() -> coder.decode(new ByteArrayInputStream(new byte[] {-1, -1, -1, -1, 15})))
                .isExactlyInstanceOf(CoderException.class)
                .hasMessage("cannot decode with PickleCoder(com.acme.orders.Order): negative length -1");
    }

    @Test
    void codersOfOneTypeAreEqual() {
        assertThat(PickleCoder.of(Order.class)).isEqualTo(coder).hasSameHashCodeAs(coder);
        assertThat(JavaSerial.twice(PickleCoder.of(Order.class)))
                .isEqualTo(coder)
                .hasSameHashCodeAs(coder);
        assertThat(PickleCoder.of(Basket.class)).isNotEqualTo(coder);
        assertThat(coder).isNotEqualTo(StringUtf8Coder.of());
    }

    @Test
    void typeArgumentsTellCodersApart() {
        TypeDescriptor<List<Order>> orders = new TypeDescriptor<>() {};
        TypeDescriptor<List<Order>> same = new TypeDescriptor<>() {};
        TypeDescriptor<List<Basket>> baskets = new TypeDescriptor<>() {};

        assertThat(PickleCoder.of(orders)).isEqualTo(PickleCoder.of(same)).isNotEqualTo(PickleCoder.of(baskets));
        assertThat(PickleCoder.of(orders).getEncodedTypeDescriptor()).isEqualTo(orders);
        assertThat(PickleCoder.of(orders)).hasToString("PickleCoder(java.util.List<com.acme.orders.Order>)");
    }

    @Test
    void jarSupplierIsPartOfTheCoder() throws Exception {
        PickleCoder<Order> supplied = suppliedCoder();

        assertThat(supplied).isEqualTo(suppliedCoder()).isNotEqualTo(coder);
        assertThat(JavaSerial.twice(supplied)).isEqualTo(supplied);
        CoderProperties.coderDecodeEncodeEqual(JavaSerial.twice(supplied), order);
    }

    private static PickleCoder<Order> suppliedCoder() {
        return PickleCoder.of(Order.class, () -> PickleJar.builder().build());
    }

    @Test
    void nonDeterminismNamesTypeAndReason() {
        assertThatThrownBy(coder::verifyDeterministic)
                .isExactlyInstanceOf(NonDeterministicException.class)
                .hasMessage("PickleCoder(com.acme.orders.Order) is not deterministic because:\n"
                        + "\tequal values of type com.acme.orders.Order can have different pickles, which keep object"
                        + " identity and the order of hash containers, and it has no schema:"
                        + " com.acme.orders.Order leads back to itself");
    }

    @Test
    void structuralValueIsTheEncodingOfPickles() {
        assertThat(coder.structuralValue(order))
                .isNotSameAs(order)
                .isEqualTo(coder.structuralValue(equal))
                .isNotEqualTo(coder.structuralValue(new Order("Ada", 4)));
    }

    @Test
    void valuesAreLoadedThroughTheContextClassLoaderElseTheTypes() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            assertThat(CoderUtils.clone(PickleCoder.of(Order.class), order)).isEqualTo(order);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void beamLearnsWhatItAsks() {
        assertThat(coder.consistentWithEquals()).isFalse();
        assertThat(coder.isRegisterByteSizeObserverCheap(order)).isFalse();
        assertThat(coder.getEncodedTypeDescriptor()).isEqualTo(TypeDescriptor.of(Order.class));
        assertThat(coder.getCoderArguments()).isEmpty();
    }
}
