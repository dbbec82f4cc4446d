package io.picklejar.reduce;

import java.util.List;

/**
 * A class and the fields or record components of it that travel. Shapes are equal by content, so that many objects of one
 * class name them once. For the engine only.
 *
 * @param type the class of the objects
 * @param fields the fields in the order of their values
 */
public record Shape(Class<?> type, List<Field> fields) {
    /**
     * A field or component.
     *
     * @param declaringClass the class that declares it: the shape's or a superclass
     */
    public record Field(Class<?> declaringClass, String name) {}

    /** Copies the list. */
    public Shape {
        fields = List.copyOf(fields);
    }
}
