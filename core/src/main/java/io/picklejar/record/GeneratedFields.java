package io.picklejar.record;

/** What a generated class does for the fields of one class. Public because that class is beside the user's. */
public interface GeneratedFields {
    /** Writes the fields of an object. */
    void write(RecordOutput out, Object value);

    /** Makes an object of the fields. */
    Object read(RecordInput in);

    /** An equal object that shares nothing which can be changed. */
    Object copy(Object value);
}
