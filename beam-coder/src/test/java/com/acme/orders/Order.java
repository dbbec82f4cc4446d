package com.acme.orders;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An element that only PickleJar can carry: neither Serializable nor a bean, and it refers to itself. */
public final class Order {
    private final Optional<String> customer;
    private final int amount;
    private final Order self = this;

    /** Makes an order. */
    public Order(@Nullable String customer, int amount) {
        this.customer = Optional.ofNullable(customer);
        this.amount = amount;
    }

    /** Who ordered. */
    public String customer() {
        return customer.orElse("nobody");
    }

    /** How much. */
    public int amount() {
        return amount;
    }

    /** Whether the reference to itself still is one. */
    @SuppressWarnings("ReferenceEquality") // identity is the question
    public boolean isWhole() {
        return self == this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Order order && order.amount == amount && order.customer.equals(customer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(customer, amount);
    }

    @Override
    public String toString() {
        return customer() + ":" + amount;
    }
}
