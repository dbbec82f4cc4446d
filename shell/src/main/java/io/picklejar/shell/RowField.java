package io.picklejar.shell;

import io.picklejar.record.PickledRecord;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param name its head
 * @param value what a row has there
 */
record RowField(String name, Value value) {
    /** Reads a part of a row. */
    @FunctionalInterface
    interface Value {
        @Nullable
        Object of(Object row) throws ReflectiveOperationException;
    }

    /** The columns of these rows: one, unless all are of one class that has parts with names. */
    static List<RowField> of(List<? extends @Nullable Object> rows) {
        Set<Class<?>> classes =
                rows.stream().filter(Objects::nonNull).map(Object::getClass).collect(Collectors.toSet());
        List<RowField> fields = List.of();
        if (classes.size() == 1) {
            Object first = rows.stream().filter(Objects::nonNull).findFirst().orElseThrow();
            fields = ofOne(first);
        }
        return fields.isEmpty() ? List.of(new RowField("value", row -> row)) : fields;
    }

    /** What the row has here; null of a null row. */
    @Nullable
    Object of(@Nullable Object row) {
        try {
            return row == null ? null : value.of(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + name + " of " + row.getClass(), e);
        }
    }

    private static List<RowField> ofOne(Object row) {
        List<RowField> fields = new ArrayList<>();
        if (row instanceof Tuple tuple) {
            for (int i = 0; i < tuple.getArity(); i++) {
                int index = i;
                fields.add(new RowField("f" + i, each -> ((Tuple) each).getField(index)));
            }
        } else if (row instanceof Row named) {
            Set<String> names = named.getFieldNames(true);
            for (int i = 0; names == null && i < named.getArity(); i++) {
                int index = i;
                fields.add(new RowField("f" + i, each -> ((Row) each).getField(index)));
            }
            if (names != null) {
                names.forEach(name -> fields.add(new RowField(name, each -> ((Row) each).getField(name))));
            }
        } else if (row instanceof PickledRecord record) {
            record.fields().forEach(name -> fields.add(new RowField(name, each -> ((PickledRecord) each).get(name))));
        } else if (row.getClass().isRecord()) {
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                var accessor = accessible(component.getAccessor());
                fields.add(new RowField(component.getName(), accessor::invoke));
            }
        } else if (isPojo(row.getClass())) {
            for (Field field : row.getClass().getFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(new RowField(field.getName(), accessible(field)::get));
                }
            }
        }
        return fields;
    }

    /** Public fields, and nothing better to print. */
    private static boolean isPojo(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every class has it", e);
        }
    }

    /** The class may be private, as a local record is. */
    private static <M extends AccessibleObject> M accessible(M member) {
        member.setAccessible(true);
        return member;
    }
}
