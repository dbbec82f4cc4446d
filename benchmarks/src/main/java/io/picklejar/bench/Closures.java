package io.picklejar.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The closures that are benchmarked: lambdas of this class. Stateless. */
final class Closures {
    private Closures() {}

    /** Captures a string and an int; its interface is not Serializable, as those of the JDK are not. */
    static Function<String, String> small() {
        String carrier = sampleCarrier();
        int surcharge = carrier.length();
        return origin -> carrier + ":" + origin + "+" + surcharge;
    }

    /** As {@link #small()}, with a Serializable interface. */
    static SerializableFunction<String, String> smallSerializable() {
        String carrier = sampleCarrier();
        int surcharge = carrier.length();
        return origin -> carrier + ":" + origin + "+" + surcharge;
    }

    /** Captures a list of 1,000 strings and a map of 100 entries; its interface is not Serializable. */
    static Function<String, String> large() {
        List<String> passengers = new ArrayList<>();
        for (int seat = 0; seat < 1_000; seat++) {
            passengers.add("passenger in seat " + seat);
        }
        Map<String, Integer> milesTo = new HashMap<>();
        for (int airport = 0; airport < 100; airport++) {
            milesTo.put("airport " + airport, 10 * airport);
        }
        return airport -> passengers.get(passengers.size() - 1) + " flies " + milesTo.get(airport) + " miles, one of "
                + passengers.hashCode() + "/" + milesTo.hashCode();
    }

    /** Whether both functions give the same answer to a question that involves all they captured. */
    static boolean agree(Object one, Object other) {
        return answer(one).equals(answer(other));
    }

    @SuppressWarnings("unchecked") // all closures here are of this type
    private static String answer(Object closure) {
        return ((Function<String, String>) closure).apply("airport 7");
    }

    private static String sampleCarrier() {
        return FlightRecord.sample().carrier();
    }
}
