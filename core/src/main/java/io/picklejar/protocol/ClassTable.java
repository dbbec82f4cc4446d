package io.picklejar.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * The classes and shapes that the body of a pickle refers to by index.
 *
 * @param classes entries, each after those it refers to
 * @param shapes classes with fields
 */
public record ClassTable(List<Entry> classes, List<ShapeEntry> shapes) {
    /** How a class is found. */
    public sealed interface Entry {
        /**
         * By its binary name, through the reference loader.
         *
         * @param name the binary name
         */
        record Named(String name) implements Entry {}

        /**
         * By its binary name, or whatever name the code has here that the hash tells.
         *
         * @param name the binary name at the origin
         * @param nestHost the binary name of its nest host
         * @param hash of its code, {@value #HASH_BYTES} bytes
         */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Pinned(String name, String nestHost, byte[] hash) implements Entry {
            /** The length of a hash in bytes. */
            static final int HASH_BYTES = 16;
        }

        /**
         * The class of a throwable, by its binary name, or the one that stands for it where it is missing.
         *
         * @param name the binary name
         */
        record Throwing(String name) implements Entry {}

        /**
         * In a code unit of the pickle.
         *
         * @param unit the index of the unit
         * @param name the binary name
         */
        record OfUnit(int unit, String name) implements Entry {}

        /**
         * An array class.
         *
         * @param component the index of the component type
         */
        record ArrayOf(int component) implements Entry {}

        /**
         * A primitive type or void.
         *
         * @param letter its descriptor, JVMS table 4.3-A
         */
        record Primitive(char letter) implements Entry {}
    }

    /**
     * A class and fields of it.
     *
     * @param type the index of the class
     * @param fields the fields in the order of their values
     */
    public record ShapeEntry(int type, List<FieldEntry> fields) {}

    /**
     * A field.
     *
     * @param declaringClass the index of the class that declares it
     * @param name its name
     */
    public record FieldEntry(int declaringClass, String name) {}

    private static final int NAMED = 0;
    private static final int OF_UNIT = 1;
    private static final int ARRAY_OF = 2;
    private static final int PRIMITIVE = 3;
    private static final int PINNED = 4;
    private static final int THROWING = 5;

    /** Copies the lists. */
    public ClassTable {
        classes = List.copyOf(classes);
        shapes = List.copyOf(shapes);
    }

    /** Writes the table. */
    public void write(PickleOutput out) {
        out.varint(classes.size());
        for (Entry entry : classes) {
            if (entry instanceof Entry.Named named) {
                out.u8(NAMED);
                out.string(named.name);
            } else if (entry instanceof Entry.Pinned pinned) {
                out.u8(PINNED);
                out.string(pinned.name);
                out.string(pinned.nestHost);
                out.raw(pinned.hash, 0, Entry.Pinned.HASH_BYTES);
            } else if (entry instanceof Entry.Throwing throwing) {
                out.u8(THROWING);
                out.string(throwing.name);
            } else if (entry instanceof Entry.OfUnit ofUnit) {
                out.u8(OF_UNIT);
                out.varint(ofUnit.unit);
                out.string(ofUnit.name);
            } else if (entry instanceof Entry.ArrayOf array) {
                out.u8(ARRAY_OF);
                out.varint(array.component);
            } else if (entry instanceof Entry.Primitive primitive) {
                out.u8(PRIMITIVE);
                out.u8(primitive.letter);
            }
        }
        out.varint(shapes.size());
        for (ShapeEntry shape : shapes) {
            out.varint(shape.type);
            out.varint(shape.fields.size());
            for (FieldEntry field : shape.fields) {
                out.varint(field.declaringClass);
                out.string(field.name);
            }
        }
    }

    /** Reads a table for a pickle with so many units. */
    public static ClassTable read(PickleInput in, int unitCount) {
        int classCount = in.count();
        List<Entry> classes = new ArrayList<>(classCount);
        for (int i = 0; i < classCount; i++) {
            int how = in.u8();
            classes.add(
                    switch (how) {
                        case NAMED -> new Entry.Named(in.string());
                        case PINNED -> new Entry.Pinned(in.string(), in.string(), in.raw(Entry.Pinned.HASH_BYTES));
                        case THROWING -> new Entry.Throwing(in.string());
                        case OF_UNIT -> new Entry.OfUnit(in.index(unitCount), in.string());
                        case ARRAY_OF -> new Entry.ArrayOf(in.index(i));
                        case PRIMITIVE -> new Entry.Primitive((char) in.u8());
                        default -> throw in.corrupt("a class entry of kind " + how);
                    });
        }
        int shapeCount = in.count();
        List<ShapeEntry> shapes = new ArrayList<>(shapeCount);
        for (int i = 0; i < shapeCount; i++) {
            int type = in.index(classCount);
            int fieldCount = in.count();
            List<FieldEntry> fields = new ArrayList<>(fieldCount);
            for (int k = 0; k < fieldCount; k++) {
                fields.add(new FieldEntry(in.index(classCount), in.string()));
            }
            shapes.add(new ShapeEntry(type, List.copyOf(fields)));
        }
        return new ClassTable(classes, shapes);
    }
}
