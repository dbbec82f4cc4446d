package io.picklejar.flink.shop;

import java.util.List;

/** A sealed family of records. */
public sealed interface Shape {
    /** One of them. */
    record Circle(int radius) implements Shape {}

    /** Another one, with more of the family in it. */
    record Square(int side, List<Shape> inside) implements Shape {}
}
