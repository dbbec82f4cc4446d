package io.picklejar.protocol;

/**
 * The instructions of a pickle's body, for a machine with a stack of values and a memo. {@code docs/format.md} has their
 * operands. Numbers are for ever.
 */
public final class Opcode {
    /** Ends the body; one value is on the stack. */
    public static final int STOP = 0;

    /** Pushes null. */
    public static final int NULL = 1;

    /** Pushes {@link Boolean#TRUE}. */
    public static final int TRUE = 2;

    /** Pushes {@link Boolean#FALSE}. */
    public static final int FALSE = 3;

    /** Pushes a {@link Byte}. */
    public static final int BYTE = 4;

    /** Pushes a {@link Short}. */
    public static final int SHORT = 5;

    /** Pushes an {@link Integer}. */
    public static final int INT = 6;

    /** Pushes a {@link Long}. */
    public static final int LONG = 7;

    /** Pushes a {@link Float}. */
    public static final int FLOAT = 8;

    /** Pushes a {@link Double}. */
    public static final int DOUBLE = 9;

    /** Pushes a {@link Character}. */
    public static final int CHAR = 10;

    /** Pushes and memoizes a {@link String}. */
    public static final int STRING = 11;

    /** Pushes a memoized value. */
    public static final int GET = 12;

    /** Takes the next memo number for an object that is still being made, and pushes a stand-in for it. */
    public static final int FORWARD = 13;

    /** Pushes a class of the class table. */
    public static final int CLASS = 14;

    /** Pushes and memoizes an array of primitives. */
    public static final int PRIMITIVE_ARRAY = 15;

    /** Pushes, memoizes and opens an array of references. */
    public static final int ARRAY = 16;

    /** Pops values into elements of the array below them. */
    public static final int ELEMENTS = 17;

    /** Pops arguments, calls a built-in maker, pushes, memoizes and perhaps opens the result. */
    public static final int MAKE = 18;

    /** As {@link #MAKE} with a maker that is popped below the arguments. */
    public static final int MAKE_BY = 19;

    /** Pops state and hands it, with the object below, to a built-in setter. */
    public static final int STATE = 20;

    /** As {@link #STATE} with a setter that is popped below the state. */
    public static final int STATE_BY = 21;

    /** Pops items and adds them to the collection below. */
    public static final int APPEND = 22;

    /** Pops keys and values and puts them into the map below. */
    public static final int PUT = 23;

    /** Closes the open object on top of the stack: it is complete. */
    public static final int CLOSE = 24;

    /** Pushes, memoizes and opens an instance that no constructor has run for. */
    public static final int NEW = 25;

    /** Pops the values of an instance's fields into it and closes it. */
    public static final int FIELDS = 26;

    /** Pops the value of a static field of a by-value class. */
    public static final int STATIC = 27;

    /** Pushes and memoizes the plain objects of a Kryo frame, and opens the first if fields are to come. */
    public static final int KRYO = 28;

    /** Pushes a shape of the shape table. */
    public static final int SHAPE = 29;

    /** Pops the values of fields that a Kryo frame left out and closes its first object. */
    public static final int KRYO_FIELDS = 30;

    /** Pops what a Kryo frame refers to, lets a user's serializer make the objects in it, pushes and memoizes them. */
    public static final int KRYO_CUSTOM = 31;

    /** Pushes an array, or a buffer, whose content travels beside the pickle. */
    public static final int BUFFER = 32;

    /** Pops the values of an enum constant's fields and the constant below them, and sets them as {@link #STATIC} does. */
    public static final int ENUM_FIELDS = 40;

    private Opcode() {}
}
