package io.picklejar.policy;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What takes the place of an object that shall not travel; see {@code PickleJar.Builder.onUnpicklable}. Immutable. */
public final class Substitute {
    /** Nothing: the dump fails with a path. */
    public static final Substitute ERROR = new Substitute("ERROR", null);

    /** Null. */
    public static final Substitute NULL = new Substitute("NULL", null);

    /**
     * A new object that the receiver makes with the constructor without parameters of the object's class, or of the nearest
     * superclass that has an accessible one: an unlocked lock, an empty {@code ThreadLocal}.
     */
    public static final Substitute FRESH = new Substitute("FRESH", null);

    private final String name;
    private final @Nullable Supplier<?> supplier;

    private Substitute(String name, @Nullable Supplier<?> supplier) {
        this.name = name;
        this.supplier = supplier;
    }

    /**
     * What a supplier gives at the receiver, which it travels to as any lambda does.
     *
     * @param supplier must not give null
     */
    public static Substitute by(Supplier<?> supplier) {
        return new Substitute("by a supplier", requireNonNull(supplier, "supplier"));
    }

    /** The supplier, or null if it is not by one. */
    public @Nullable Supplier<?> supplier() {
        return supplier;
    }

    @Override
    public String toString() {
        return name;
    }
}
