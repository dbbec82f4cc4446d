package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Customer;
import com.acme.orders.Order;
import com.acme.orders.Parcel;
import com.acme.orders.Shelf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.Coder.Context;
import org.apache.beam.sdk.coders.Coder.NonDeterministicException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;

/** Elements that have a schema. */
final class PickleCoderDataTest {
    private final PickleCoder<Parcel> parcels = PickleCoder.data(Parcel.class);
    private final Parcel parcel = Parcel.of("Ada", 7, 12);
    private final Parcel equal = Parcel.of(new String("Ada"), 7, 12);
    private final Parcel other = Parcel.of(null, 8, 13);

    @Test
    @SuppressWarnings("deprecation") // Beam's own coders still meet both contexts
    void coderPropertiesHoldForARecord() throws Exception {
        CoderProperties.coderSerializable(parcels);
        CoderProperties.coderDeterministic(parcels, parcel, equal);
        CoderProperties.coderConsistentWithEquals(parcels, parcel, equal);
        CoderProperties.coderConsistentWithEquals(parcels, parcel, other);
        CoderProperties.structuralValueConsistentWithEquals(parcels, parcel, equal);
        CoderProperties.structuralValueConsistentWithEquals(parcels, parcel, other);
        for (Context context : List.of(Context.OUTER, Context.NESTED)) {
            CoderProperties.coderDecodeEncodeEqualInContext(parcels, context, parcel);
            CoderProperties.structuralValueDecodeEncodeEqualInContext(parcels, context, other);
            CoderProperties.testByteCount(parcels, context, new Parcel[] {parcel, other});
        }
        CoderProperties.coderDecodesBase64(parcels, CoderUtils.encodeToBase64(parcels, parcel), parcel);
        CoderProperties.coderDecodeEncodeEqual(ListCoder.of(parcels), List.of(parcel, other, parcel));
        CoderProperties.coderSerializable(ListCoder.of(parcels));
    }

    @Test
    @SuppressWarnings("deprecation") // as above
    void coderPropertiesHoldForAPlainObject() throws Exception {
        PickleCoder<Customer> customers = PickleCoder.data(Customer.class);
        Customer customer = new Customer("Bob", "555", 0.5);

        CoderProperties.coderSerializable(customers);
        CoderProperties.structuralValueDecodeEncodeEqual(customers, customer);
        CoderProperties.testByteCount(customers, Context.NESTED, new Customer[] {customer, new Customer()});
        assertThat(CoderUtils.clone(customers, customer))
                .hasToString("Bob [555] 0.5")
                .isNotSameAs(customer);
    }

    @Test
    void anElementIsItsValuesOnly() throws Exception {
        byte[] bytes = CoderUtils.encodeToByteArray(parcels, parcel);

        assertThat(bytes).hasSizeLessThan(30);
        assertThat(CoderUtils.encodeToByteArray(PickleCoder.graph(Parcel.class), parcel))
                .hasSizeGreaterThan(5 * bytes.length);
    }

    @Test
    void theSameTypeIsDataWhereverItHasASchema() throws Exception {
        assertThat(PickleCoder.of(Parcel.class)).isEqualTo(parcels).isNotEqualTo(PickleCoder.graph(Parcel.class));
        assertThat(CoderUtils.encodeToByteArray(PickleCoder.of(Parcel.class), parcel))
                .isEqualTo(CoderUtils.encodeToByteArray(parcels, parcel));
    }

    @Test
    void genericTypesAreData() throws Exception {
        PickleCoder<Map<String, List<Parcel>>> coder = PickleCoder.data(new TypeDescriptor<>() {});

        assertThat(CoderUtils.clone(coder, Map.of("a", List.of(parcel, other))))
                .isEqualTo(Map.of("a", List.of(parcel, other)));
    }

    @Test
    void dataOfATypeWithoutSchemaIsRefusedWithTheField() {
        assertThatThrownBy(() -> PickleCoder.data(Order.class))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("com.acme.orders.Order has no schema: com.acme.orders.Order leads back to itself;"
                        + " use PickleCoder.graph");
        assertThatThrownBy(() -> PickleCoder.data(IntSupplier.class))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("java.util.function.IntSupplier has no schema: ");
    }

    @Test
    void nonDeterminismNamesThePathToTheField() {
        assertThatThrownBy(() -> PickleCoder.of(Shelf.class).verifyDeterministic())
                .isExactlyInstanceOf(NonDeterministicException.class)
                .hasMessage("PickleCoder(com.acme.orders.Shelf) is not deterministic because:\n"
                        + "\tequal values of field place.levels of com.acme.orders.Shelf, of type"
                        + " Map<String, Integer>, may have different bytes");
    }

    @Test
    void arraysDoNotMakeElementsUnequal() throws Exception {
        Coder<Shelf> shelves = PickleCoder.of(Shelf.class);
        Shelf shelf = Shelf.in("A", 1, 2, 3);

        assertThat(CoderUtils.clone(shelves, shelf)).isNotEqualTo(shelf);
        assertThat(shelves.consistentWithEquals()).isFalse();
        CoderProperties.structuralValueDecodeEncodeEqual(shelves, shelf);
        assertThat(shelves.structuralValue(shelf)).isNotEqualTo(shelves.structuralValue(Shelf.in("A", 1, 2, 4)));
    }

    @Test
    void plainObjectsWithoutEqualsAreComparedByTheirBytes() {
        Coder<Customer> customers = PickleCoder.of(Customer.class);

        assertThat(customers.consistentWithEquals()).isFalse();
        assertThat(customers.structuralValue(new Customer("Bob", "555", 0.5)))
                .isEqualTo(customers.structuralValue(new Customer("Bob", "555", 0.5)));
    }

    @Test
    void truncatedElementIsAnEndOfFile() throws Exception {
        byte[] bytes = CoderUtils.encodeToByteArray(parcels, parcel);

        for (int length = 1; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            int cut = length;
            assertThatThrownBy(() -> parcels.decode(new ByteArrayInputStream(truncated)))
                    .isExactlyInstanceOf(EOFException.class)
                    .hasMessage("cannot decode with PickleCoder(com.acme.orders.Parcel): " + (cut - 1) + " of "
                            + (bytes.length - 1) + " bytes are there");
        }
    }

    @Test
    void aClaimedLengthIsNotAllocated() {
        byte[] twoGigabytes = {-1, -1, -1, -1, 7, 1, 2, 3};

        assertThatThrownBy(() -> parcels.decode(new ByteArrayInputStream(twoGigabytes)))
                .isExactlyInstanceOf(EOFException.class)
                .hasMessage("cannot decode with PickleCoder(com.acme.orders.Parcel): 3 of 2147483647 bytes are there");
    }

    @Test
    void damagedElementsAreRefusedOrAreElements() throws Exception {
        byte[] bytes = CoderUtils.encodeToByteArray(parcels, parcel);
        int refused = 0;
        for (int bit = 8; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(parcels.decode(new ByteArrayInputStream(damaged))).isNotEqualTo(parcel);
            } catch (CoderException e) {
                assertThat(e).hasMessageStartingWith("cannot decode with PickleCoder(com.acme.orders.Parcel): ");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void nullIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> parcels.encode(null, new ByteArrayOutputStream()))
                .isExactlyInstanceOf(CoderException.class)
                .hasMessage("cannot encode a null com.acme.orders.Parcel; wrap the coder:"
                        + " NullableCoder.of(PickleCoder(com.acme.orders.Parcel))");
    }

    @Test
    void largeElementsPassToo() throws Exception {
        Parcel large = Parcel.of("x".repeat(3 << 20), 1, 1);

        assertThat(CoderUtils.clone(parcels, large)).isEqualTo(large);
        assertThat(CoderUtils.clone(parcels, parcel)).isEqualTo(parcel);
    }

    @Test
    void threadsShareACoder() throws Exception {
        List<Parcel> many = LongStream.range(0, 4_000)
                .mapToObj(i -> Parcel.of("p" + i, (int) (i % 365) + 1, i))
                .toList();

        List<Parcel> copies = many.parallelStream()
                .map(each -> {
                    try {
                        return CoderUtils.clone(parcels, each);
                    } catch (CoderException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();

        assertThat(copies).isEqualTo(many);
    }
}
