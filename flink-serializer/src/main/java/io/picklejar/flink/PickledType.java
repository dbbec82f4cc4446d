package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.UnitId;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A class that may be unknown where it is needed: its name and its <i>prelude</i>, a pickle of the class.
 *
 * <p>Java serialization writes name and prelude only, never a {@code Class}, so it can be read where the class is not
 * to be found. The first use loads the prelude, through the context class loader of the thread, and defines the class if
 * it travelled by value. Records are then pickled by {@link #jar()}, for which the code units of the prelude are known,
 * so that a record carries their ids alone; this object holds the classes strongly, as it has to for that. Permitted
 * subclasses of a sealed type are in the prelude, other subclasses by value travel in every record. Thread-safe.
 *
 * @param <T> the type
 */
final class PickledType<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> IMMUTABLE = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    private transient String name;
    private transient byte[] prelude;
    private transient @Nullable ClassLoader pinned;
    private transient volatile @Nullable Loaded<T> loaded;

    /** What one context class loader makes of the prelude. {@code origin}: the class was not loaded but given. */
    private record Loaded<T>(
            @Nullable ClassLoader context, boolean origin, List<Class<?>> classes, Class<T> type, PickleJar jar) {}

    private PickledType(String name, byte[] prelude, @Nullable ClassLoader pinned) {
        this.name = name;
        this.prelude = prelude;
        this.pinned = pinned;
    }

    /** The type as the jar ships it. */
    static <T> PickledType<T> of(Class<T> type, PickleJar jar) {
        List<Class<?>> classes = new ArrayList<>();
        addWithPermitted(requireNonNull(type, "type"), classes);
        byte[] prelude = jar.dumps(classes);
        PickledType<T> pickled = new PickledType<>(type.getName(), prelude, null);
        pickled.loaded = new Loaded<>(null, true, classes, type, recordJar(jar.toBuilder(), prelude));
        return pickled;
    }

    /** The type that a snapshot describes; names resolve through the given loader. */
    static <T> PickledType<T> restored(String name, byte[] prelude, ClassLoader loader) {
        return new PickledType<>(name, prelude, requireNonNull(loader, "loader"));
    }

    /** The class name. Loads nothing. */
    String name() {
        return name;
    }

    /** The pickle of the class, not to be changed. Loads nothing. */
    byte[] prelude() {
        return prelude;
    }

    /** The code that travels with the type: empty if it is by reference. Loads nothing. */
    Set<UnitId> units() {
        return new TreeSet<>(PickleJar.unitsIn(prelude));
    }

    /** The class. */
    Class<T> type() {
        return loaded().type();
    }

    /** What pickles the records. */
    PickleJar jar() {
        return loaded().jar();
    }

    /** Whether values of the type can be shared instead of copied: strings, boxes and enums. */
    boolean isImmutable() {
        Class<T> type = type();
        return IMMUTABLE.contains(type) || type.isEnum();
    }

    private Loaded<T> loaded() {
        Loaded<T> current = loaded;
        if (current != null && current.origin()) {
            return current;
        }
        ClassLoader context = pinned != null ? pinned : Thread.currentThread().getContextClassLoader();
        if (current != null && (context == null || context == current.context())) {
            return current;
        }
        try {
            Loaded<T> fresh = load(context);
            loaded = fresh;
            return fresh;
        } catch (UnpicklingException e) {
            // A thread of Flink's own: the classes of the loader that knew the type will do.
            if (current != null) {
                return current;
            }
            throw e;
        }
    }

    private Loaded<T> load(@Nullable ClassLoader context) {
        List<Class<?>> classes = InstalledJar.receiver(context).loads(prelude);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) classes.get(0);
        PickleJar.Builder builder = PickleJar.builder();
        if (context != null) {
            builder = builder.classLoader(context);
        }
        return new Loaded<>(context, false, classes, type, recordJar(builder, prelude));
    }

    private static PickleJar recordJar(PickleJar.Builder builder, byte[] prelude) {
        return builder.isolation(Isolation.SHARED)
                .knownUnits(PickleJar.unitsIn(prelude))
                .build();
    }

    private static void addWithPermitted(Class<?> type, List<Class<?>> classes) {
        classes.add(type);
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                if (!classes.contains(permitted)) {
                    addWithPermitted(permitted, classes);
                }
            }
        }
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.writeUTF(name);
        out.writeInt(prelude.length);
        out.write(prelude);
    }

    private void readObject(ObjectInputStream in) throws IOException {
        name = in.readUTF();
        prelude = new byte[in.readInt()];
        in.readFully(prelude);
    }

    /** Equal types have equal names and, as far as they travel by value, equal code. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PickledType<?> type && name.equals(type.name) && units().equals(type.units());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
