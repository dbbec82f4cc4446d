package io.picklejar.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record that Java serialization rejects, with a cycle: an item knows its basket. */
final class Basket {
    private final String owner;
    private final Optional<String> note;
    private final List<Item> items = new ArrayList<>();

    Basket(String owner, @Nullable String note) {
        this.owner = owner;
        this.note = Optional.ofNullable(note);
    }

    Basket with(String item) {
        items.add(new Item(this, item));
        return this;
    }

    @SuppressWarnings("ReferenceEquality") // that is the point
    boolean isWhole() {
        return items.stream().allMatch(item -> item.basket == this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Basket basket && toString().equals(basket.toString()) && isWhole() == basket.isWhole();
    }

    @Override
    public int hashCode() {
        return owner.hashCode();
    }

    @Override
    public String toString() {
        return owner + note + items.stream().map(item -> item.name).toList();
    }

    /** An item, which knows its basket. */
    private static final class Item {
        private final Basket basket;
        private final String name;

        private Item(Basket basket, String name) {
            this.basket = basket;
            this.name = name;
        }
    }
}
