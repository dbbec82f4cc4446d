package io.picklejar.pickler;

import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.UnitId;
import io.picklejar.protocol.ClassTable;
import io.picklejar.protocol.ClassTable.Entry;
import io.picklejar.protocol.ObjectNumbers;
import io.picklejar.reduce.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The class and shape tables of a pickle as they grow. Which unit a class belongs to is asked at the end. */
final class Tables {
    private static final int UNKNOWN = -1;

    private final List<Class<?>> classes = new ArrayList<>();
    private final ObjectNumbers indexes = new ObjectNumbers();
    private final Map<Shape, Integer> shapes = new LinkedHashMap<>();
    /** Those of throwables, which the receiver can do without. */
    private final Set<Class<?>> dispensable = new HashSet<>();

    private final Set<Class<?>> withStatics = new LinkedHashSet<>();

    int classIndex(Class<?> type) {
        if (!dispensable.isEmpty()) {
            dispensable.remove(type);
        }
        return index(type);
    }

    /** The index of a throwable's class, which the receiver may lack. */
    int throwableIndex(Class<?> type) {
        if (indexes.get(type, UNKNOWN) == UNKNOWN) {
            dispensable.add(type);
        }
        return index(type);
    }

    private int index(Class<?> type) {
        int known = indexes.get(type, UNKNOWN);
        if (known != UNKNOWN) {
            return known;
        }
        if (type.isArray()) {
            classIndex(type.getComponentType());
        }
        indexes.put(type, classes.size());
        classes.add(type);
        return classes.size() - 1;
    }

    int staticClassIndex(Class<?> type) {
        withStatics.add(type);
        return classIndex(type);
    }

    int shapeIndex(Shape shape) {
        Integer known = shapes.get(shape);
        if (known != null) {
            return known;
        }
        classIndex(shape.type());
        shape.fields().forEach(field -> classIndex(field.declaringClass()));
        shapes.put(shape, shapes.size());
        return shapes.size() - 1;
    }

    List<Class<?>> classes() {
        return classes;
    }

    Set<Class<?>> withStatics() {
        return withStatics;
    }

    /**
     * The tables as they travel.
     *
     * @param pinOf the hash of a by-reference class that its name does not tell, else null
     */
    ClassTable toClassTable(
            List<CodeUnit> units, Map<Class<?>, CodeUnit> unitOf, Function<Class<?>, byte @Nullable []> pinOf) {
        List<UnitId> ids = units.stream().map(CodeUnit::id).toList();
        List<Entry> entries = new ArrayList<>();
        for (Class<?> type : classes) {
            CodeUnit unit = unitOf.get(type);
            if (type.isPrimitive()) {
                entries.add(new Entry.Primitive(type.descriptorString().charAt(0)));
            } else if (type.isArray()) {
                entries.add(new Entry.ArrayOf(classIndex(type.getComponentType())));
            } else if (unit != null) {
                entries.add(new Entry.OfUnit(ids.indexOf(unit.id()), type.getName()));
            } else if (dispensable.contains(type)) {
                entries.add(new Entry.Throwing(type.getName()));
            } else {
                byte[] pin = pinOf.apply(type);
                entries.add(
                        pin == null
                                ? new Entry.Named(type.getName())
                                : new Entry.Pinned(
                                        type.getName(), type.getNestHost().getName(), pin));
            }
        }
        List<ClassTable.ShapeEntry> shapeEntries = new ArrayList<>();
        for (Shape shape : shapes.keySet()) {
            List<ClassTable.FieldEntry> fields = shape.fields().stream()
                    .map(field -> new ClassTable.FieldEntry(classIndex(field.declaringClass()), field.name()))
                    .toList();
            shapeEntries.add(new ClassTable.ShapeEntry(classIndex(shape.type()), fields));
        }
        return new ClassTable(entries, shapeEntries);
    }
}
