package com.acme.orders;

import java.util.Map;

/** Data, but no key: a map may hold equal entries in any order, and arrays are equal to themselves only. */
@SuppressWarnings("ArrayRecordComponent") // users do have arrays
public record Shelf(Place place, int[] counts) {
    /** Where it stands. */
    public record Place(String room, Map<String, Integer> levels) {}

    /** A shelf in a room. */
    public static Shelf in(String room, int... counts) {
        return new Shelf(new Place(room, Map.of("top", 3)), counts);
    }
}
