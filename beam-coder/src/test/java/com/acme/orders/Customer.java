package com.acme.orders;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain object with fields that can be changed, and without {@code equals}. */
public class Customer {
    public @Nullable String name;
    public List<String> phones = new ArrayList<>();
    private double rating;

    /** For serializers. */
    public Customer() {}

    /** A customer with one phone. */
    public Customer(String name, String phone, double rating) {
        this.name = name;
        this.phones.add(phone);
        this.rating = rating;
    }

    /** From 0 to 1. */
    public double rating() {
        return rating;
    }

    @Override
    public String toString() {
        return name + " " + phones + " " + rating;
    }
}
