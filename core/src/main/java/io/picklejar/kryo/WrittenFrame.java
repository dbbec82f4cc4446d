package io.picklejar.kryo;

import java.util.List;

/** What Kryo wrote: the bytes, the objects in them in order of writing, root first, and what it left to the engine. */
public final class WrittenFrame {
    /**
     * An object that the engine writes.
     *
     * @param fields the names of the fields that lead to it from the root, empty where a user's serializer met it
     */
    public record Escape(Object object, List<String> fields) {}

    private final byte[] bytes;
    private final List<Object> objects;
    private final List<Escape> escapes;

    WrittenFrame(byte[] bytes, List<Object> objects, List<Escape> escapes) {
        this.bytes = bytes;
        this.objects = objects;
        this.escapes = escapes;
    }

    /** The bytes; not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** The objects inside, strings included. */
    public List<Object> objects() {
        return objects;
    }

    /** What the engine has to write, by number. */
    public List<Escape> escapes() {
        return escapes;
    }
}
