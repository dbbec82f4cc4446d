package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import io.picklejar.error.MissingClassException;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.UnitId;
import io.picklejar.record.RecordCodec;
import io.picklejar.record.RecordSchema;
import io.picklejar.record.TypeClasses;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A type whose classes may be unknown where they are needed: its name, its schema if its records are data, and its
 * <i>prelude</i>, a pickle of the classes.
 *
 * <p>Java serialization writes name, schema and prelude only, never a {@code Class}, so it can be read where the class is
 * not to be found. The first use loads the prelude, through the context class loader of the thread, and defines the
 * classes that travelled by value. Records that are no data are then pickled by {@link Loaded#jar()}, for which the code
 * units of the prelude are known, so that a record carries their ids alone; this object holds the classes strongly, as it
 * has to for that. Permitted subclasses of a sealed type are in the prelude, other subclasses by value travel in every
 * record. Thread-safe.
 *
 * @param <T> the type
 */
final class PickledType<T> implements Serializable {
    private static final long serialVersionUID = 2L;

    private transient String name;
    private transient byte[] prelude;
    private transient @Nullable RecordSchema schema;
    private transient @Nullable ClassLoader pinned;
    private transient volatile @Nullable Loaded<T> loaded;

    /** Of a restored type: the type of now, whose classes come first. */
    private transient volatile @Nullable PickledType<T> successor;

    /**
     * What one context class loader makes of the type.
     *
     * @param origin whether the classes were not loaded but given
     * @param classes those of the prelude
     * @param jar what pickles records and parts of them
     * @param codec of the records, or null if they are pickles
     */
    record Loaded<T>(
            @Nullable ClassLoader context,
            boolean origin,
            List<Class<?>> classes,
            PickleJar jar,
            @Nullable RecordCodec<T> codec) {}

    private PickledType(String name, byte[] prelude, @Nullable RecordSchema schema, @Nullable ClassLoader pinned) {
        this.name = name;
        this.prelude = prelude;
        this.schema = schema;
        this.pinned = pinned;
    }

    /**
     * The type as the jar ships it.
     *
     * @param type a class, or a class with type arguments
     */
    static <T> PickledType<T> of(Type type, PickleJar jar, RecordMode mode) {
        Class<?> raw = rawType(requireNonNull(type, "type"));
        RecordSchema.Finding finding = mode == RecordMode.GRAPH
                ? new RecordSchema.Finding(null, Set.of(), "the user chose pickles")
                : jar.recordSchema(type);
        RecordSchema schema = finding.schema();
        if (schema == null && mode == RecordMode.DATA) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " has no schema: " + finding.reason() + "; use PickleTypeInfo.graph");
        }
        return of(raw, schema, finding.classes(), jar);
    }

    /** {@code classes}: those that the schema names, if there is one. */
    private static <T> PickledType<T> of(
            Class<?> raw, @Nullable RecordSchema schema, Collection<Class<?>> classes, PickleJar jar) {
        List<Class<?>> all = new ArrayList<>();
        addWithPermitted(raw, all);
        classes.stream().filter(type -> !all.contains(type)).forEach(all::add);
        byte[] prelude = jar.dumps(
                schema == null ? all : all.stream().filter(jar::isByValue).toList());
        PickleJar records = recordJar(jar.toBuilder(), prelude);
        RecordCodec<T> codec = schema == null ? null : records.recordCodec(schema, new TypeClasses(all)::find);
        PickledType<T> pickled = new PickledType<>(raw.getName(), prelude, schema, null);
        pickled.loaded = new Loaded<>(null, true, all, records, codec);
        return pickled;
    }

    /** This type as another jar ships it. */
    PickledType<T> shippedBy(PickleJar jar) {
        return of(type(), schema, classes(), jar);
    }

    /** This type from its parts. */
    static PickledType<?> ofParts(Class<?> raw, byte @Nullable [] schema, List<Class<?>> classes, PickleJar jar) {
        return of(raw, schema == null ? null : RecordSchema.parse(schema), classes, jar);
    }

    /** All classes that the type names, as far as they are to be found. */
    List<Class<?>> classes() {
        Loaded<T> now = loaded();
        if (schema == null || now.origin()) {
            return now.classes();
        }
        TypeClasses known = new TypeClasses(now.classes(), now.context());
        List<Class<?>> classes = new ArrayList<>();
        for (String each : schema.classNames()) {
            Class<?> type = known.find(each);
            if (type != null) {
                classes.add(type);
            }
        }
        return classes;
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            return raw;
        }
        throw new IllegalArgumentException("type=" + type + ", expected a class");
    }

    /** The type that a snapshot describes; names resolve through the given loader. */
    static <T> PickledType<T> restored(String name, byte[] prelude, @Nullable RecordSchema schema, ClassLoader loader) {
        return new PickledType<>(name, prelude, schema, requireNonNull(loader, "loader"));
    }

    /** Lets the classes of another type come first, from the next use on. */
    void follow(PickledType<T> newer) {
        successor = newer;
        loaded = null;
    }

    /** The class name. Loads nothing. */
    String name() {
        return name;
    }

    /** The pickle of the classes, not to be changed. Loads nothing. */
    byte[] prelude() {
        return prelude;
    }

    /** The schema of the records, or null if they are pickles. Loads nothing. */
    @Nullable
    RecordSchema schema() {
        return schema;
    }

    /** The code that travels with the type: empty if it is by reference. Loads nothing. */
    Set<UnitId> units() {
        return new TreeSet<>(PickleJar.unitsIn(prelude));
    }

    /**
     * The class.
     *
     * @throws io.picklejar.error.MissingClassException if it is not to be found
     */
    @SuppressWarnings("unchecked")
    Class<T> type() {
        Loaded<T> now = loaded();
        Class<?> type = new TypeClasses(now.classes(), now.context()).find(name);
        if (type == null) {
            throw new MissingClassException(List.of(name), String.valueOf(now.context()));
        }
        return (Class<T>) type;
    }

    /** Whether values of the type can be shared instead of copied: strings, boxes, enums and the like. */
    boolean isImmutable() {
        return schema != null && schema.isImmutable();
    }

    /**
     * Why values of the type are no keys, or null if they are. State backends compare keys by their bytes, and Flink sends a
     * key where its hash code says, in whatever JVM.
     */
    @Nullable
    String keyProblem() {
        if (schema == null) {
            return "its records are pickles, and equal ones may have different bytes";
        }
        String problem = schema.keyProblem();
        if (problem != null) {
            return problem;
        }
        Set<String> named = schema.classNames();
        for (Class<?> each : classes()) {
            if (each.isEnum()) {
                return "hash codes of " + each.getName() + " differ from JVM to JVM, as those of all enums; use the"
                        + " constant's name";
            }
            boolean isAbstract = Modifier.isAbstract(each.getModifiers());
            if (named.contains(each.getName()) && !isAbstract && !hasOwnHash(each)) {
                return each.getName() + " has no equals and hashCode of its own";
            }
        }
        return null;
    }

    private static boolean hasOwnHash(Class<?> type) {
        try {
            return type.getMethod("hashCode").getDeclaringClass() != Object.class
                    && type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every class has them", e);
        }
    }

    /** What writes and reads records in this thread. */
    Loaded<T> loaded() {
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
        PickleJar receiver = InstalledJar.receiver(context);
        PickleJar records = recordJar(receiver.toBuilder(), prelude);
        RecordSchema data = schema;
        if (data == null) {
            return new Loaded<>(context, false, receiver.loads(prelude), records, null);
        }
        PickledType<T> newer = successor;
        if (pinned == null || newer != null) {
            List<Class<?>> classes =
                    newer == null ? receiver.loads(prelude) : newer.loaded().classes();
            TypeClasses known = new TypeClasses(classes, context);
            return new Loaded<>(context, false, classes, records, records.recordCodec(data, known::find));
        }
        // State: what the job of now brings comes before what the savepoint kept.
        List<Class<?>> kept = new ArrayList<>();
        TypeClasses own = new TypeClasses(List.of(), context);
        RecordCodec<T> codec = records.recordCodec(data, className -> {
            Class<?> shipped = receiver.shippedClass(className).orElseGet(() -> own.find(className));
            if (shipped != null) {
                return shipped;
            }
            if (kept.isEmpty()) {
                kept.addAll(receiver.<List<Class<?>>>loads(prelude));
            }
            return new TypeClasses(kept).find(className);
        });
        return new Loaded<>(context, false, kept, records, codec);
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
        byte[] data = schema == null ? new byte[0] : schema.toBytes();
        out.writeInt(data.length);
        out.write(data);
    }

    private void readObject(ObjectInputStream in) throws IOException {
        name = in.readUTF();
        prelude = new byte[in.readInt()];
        in.readFully(prelude);
        byte[] data = new byte[in.readInt()];
        in.readFully(data);
        schema = data.length == 0 ? null : RecordSchema.parse(data);
    }

    /** Equal types have equal names, equal schemas and, as far as they travel by value, equal code. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PickledType<?> type
                && name.equals(type.name)
                && Objects.equals(schema, type.schema)
                && units().equals(type.units());
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
