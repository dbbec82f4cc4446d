package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Parcel;
import com.acme.orders.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;

/** Keys that are records. */
final class GroupingTest {
    @Test
    void groupsAreThoseOfPlainJava() {
        List<KV<Parcel, Integer>> entries = entries();
        Map<Parcel, List<Integer>> expected = entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> Objects.requireNonNull(entry.getKey()),
                        Collectors.mapping(entry -> Objects.requireNonNull(entry.getValue()), Collectors.toList())));
        Pipeline pipeline = Pipeline.create(Pipelines.options());

        PCollection<KV<Parcel, Iterable<Integer>>> groups = pipeline.apply(
                        Create.of(entries).withCoder(KvCoder.of(PickleCoder.of(Parcel.class), VarIntCoder.of())))
                .apply(GroupByKey.create());

        PAssert.that(groups).satisfies(Pickled.fn(found -> {
            List<Parcel> keys = new ArrayList<>();
            for (KV<Parcel, Iterable<Integer>> group : found) {
                Parcel key = Objects.requireNonNull(group.getKey());
                keys.add(key);
                List<Integer> numbers = new ArrayList<>();
                Objects.requireNonNull(group.getValue()).forEach(numbers::add);
                numbers.sort(null);
                if (!numbers.equals(expected.get(key))) {
                    throw new AssertionError(key + " has " + numbers + ", expected " + expected.get(key));
                }
            }
            if (keys.size() != expected.size()) {
                throw new AssertionError(keys.size() + " groups, expected " + expected.size());
            }
            return null;
        }));
        Pipelines.run(pipeline);
    }

    /** 5,000 entries with about 700 keys; equal keys are never the same object. */
    private static List<KV<Parcel, Integer>> entries() {
        SplittableRandom random = new SplittableRandom(42);
        List<KV<Parcel, Integer>> entries = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int who = random.nextInt(20);
            entries.add(KV.of(Parcel.of(who == 0 ? null : "name" + who, 1 + random.nextInt(6), random.nextInt(6)), i));
        }
        return entries;
    }

    @Test
    void keysWithoutAnOrderOfTheirBytesAreRefusedWithThePath() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PCollection<KV<Shelf, Integer>> keyed = pipeline.apply(Create.of(KV.of(Shelf.in("A", 1), 1))
                .withCoder(KvCoder.of(PickleCoder.of(Shelf.class), VarIntCoder.of())));

        assertThatThrownBy(() -> keyed.apply(GroupByKey.create()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the keyCoder of a GroupByKey must be deterministic")
                .cause()
                .hasMessage("PickleCoder(com.acme.orders.Shelf) is not deterministic because:\n\t"
                        + "equal values of field place.levels of com.acme.orders.Shelf, of type Map<String, Integer>,"
                        + " may have different bytes");
    }
}
