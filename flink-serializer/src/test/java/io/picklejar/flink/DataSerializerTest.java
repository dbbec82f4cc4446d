package io.picklejar.flink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Flink's own suite for serializers, with records that have a schema. */
final class DataSerializerTest extends SerializerTestBase<DataSerializerTest.Trip> {
    enum Kind {
        ROAD,
        RAIL
    }

    record Stop(String name, @Nullable Instant at) {}

    record Trip(long id, @Nullable Kind kind, List<Stop> stops, Map<String, Double> prices, Optional<String> note) {}

    @Override
    protected TypeSerializer<Trip> createSerializer() {
        return PickleSerializer.of(Trip.class);
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<Trip> getTypeClass() {
        return Trip.class;
    }

    @Override
    protected boolean allowNullInstances(TypeSerializer<Trip> serializer) {
        return true;
    }

    @Override
    protected Trip[] getTestData() {
        return new Trip[] {
            new Trip(1, null, List.of(), Map.of(), Optional.empty()),
            new Trip(
                    Long.MIN_VALUE,
                    Kind.RAIL,
                    List.of(new Stop("a", Instant.EPOCH), new Stop("ß\u0100", null)),
                    new HashMap<>(Map.of("x", 1.5)),
                    Optional.of("note")),
            // Long enough for a scratch array of its own.
            new Trip(
                    2,
                    Kind.ROAD,
                    new ArrayList<>(List.of(new Stop("z".repeat(3 << 20), null))),
                    Map.of(),
                    Optional.empty())
        };
    }
}
