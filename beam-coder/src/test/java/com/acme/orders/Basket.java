package com.acme.orders;

import java.util.HashMap;
import java.util.Map;

/** A mutable element without {@code equals}. */
public final class Basket {
    private final Map<String, Integer> items = new HashMap<>();

    /** Adds items. */
    public Basket with(String item, int number) {
        items.put(item, number);
        return this;
    }

    /** How many items. */
    public int size() {
        return items.size();
    }
}
