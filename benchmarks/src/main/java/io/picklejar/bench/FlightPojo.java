package io.picklejar.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flight as a POJO by Flink's rules: public, with a no-argument constructor and public fields. {@link Serializable}
 * for the peers that ask for it. Holds what a {@link FlightRecord} holds. Mutable, so not thread-safe.
 */
public final class FlightPojo implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The airline. */
    public String carrier = "";

    /** Its flight number. */
    public int number;

    /** The airport it leaves from. */
    public String origin = "";

    /** The airport it goes to. */
    public String destination = "";

    /** Departure in milliseconds since 1970. */
    public long departure;

    /** The way in miles. */
    public double distance;

    /** Whether it stayed on the ground. */
    public boolean cancelled;

    /** Names of the crew. */
    @SuppressWarnings("serial") // an ArrayList; declared as List so that Flink has a serializer of its own for it
    public List<String> crew = new ArrayList<>();

    /** An empty flight, for the deserializers to fill. */
    public FlightPojo() {}

    /** A flight with the fields of the record. */
    static FlightPojo of(FlightRecord flight) {
        FlightPojo pojo = new FlightPojo();
        pojo.carrier = flight.carrier();
        pojo.number = flight.number();
        pojo.origin = flight.origin();
        pojo.destination = flight.destination();
        pojo.departure = flight.departure();
        pojo.distance = flight.distance();
        pojo.cancelled = flight.cancelled();
        pojo.crew = new ArrayList<>(flight.crew());
        return pojo;
    }

    private FlightRecord asRecord() {
        return new FlightRecord(carrier, number, origin, destination, departure, distance, cancelled, crew);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlightPojo flight && asRecord().equals(flight.asRecord());
    }

    @Override
    public int hashCode() {
        return Objects.hash(asRecord());
    }

    @Override
    public String toString() {
        return asRecord().toString();
    }
}
