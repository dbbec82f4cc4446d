package io.picklejar.pickler;

import io.picklejar.reduce.ShippedCode;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The captured objects that were written without the fields that nobody reads, over all passes of a dump.
 *
 * <p>That they may be pruned is a guess until the whole graph was seen: a later lambda may read more fields, and a later
 * reference may show that the object is data. Then the dump starts again and knows better.
 */
final class PrunedObjects {
    private final Set<Object> whole = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Object, List<Field>> written = new IdentityHashMap<>();
    private final IdentityHashMap<Object, List<Field>> withoutOuter = new IdentityHashMap<>();
    private boolean wrong;

    void beginPass() {
        written.clear();
        withoutOuter.clear();
        wrong = false;
    }

    boolean mustStayWhole(Object object) {
        return whole.contains(object);
    }

    void add(Object object, List<Field> fields) {
        written.put(object, fields);
    }

    /** The fields of an inner object, without its enclosing instance if no shipped code reads it; javac 18 drops it itself. */
    List<Field> withoutUnusedOuter(Object object, List<Field> fields, ShippedCode code) {
        List<Field> outer = fields.stream().filter(FieldsFrame::isOuterThis).toList();
        if (outer.isEmpty()) {
            return fields;
        }
        List<Field> unused = new ArrayList<>(outer);
        unused.removeAll(code.readAmong(outer));
        if (unused.isEmpty()) {
            return fields;
        }
        List<Field> kept = new ArrayList<>(fields);
        kept.removeAll(unused);
        withoutOuter.put(object, kept);
        return kept;
    }

    /** The fields that were left out, as {@code class.field}, sorted. */
    List<String> leftOut(Plans plans) {
        return Stream.concat(written.entrySet().stream(), withoutOuter.entrySet().stream())
                .flatMap(each -> plans.planFor(each.getKey().getClass()).fields().stream()
                        .filter(field -> !each.getValue().contains(field)))
                .map(field -> field.getDeclaringClass().getName() + "." + field.getName())
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether something of the object was left out. */
    boolean isPartial(Object object) {
        return written.containsKey(object) || withoutOuter.containsKey(object);
    }

    /** Notes a reference to the object other than as a captured value. */
    void noteAsData(Object object) {
        if (written.containsKey(object)) {
            whole.add(object);
            wrong = true;
        }
    }

    /** Whether everything that was left out may be left out, now that all code is known. */
    boolean areRight(ShippedCode code, Plans plans) {
        return !wrong
                && Stream.concat(written.entrySet().stream(), withoutOuter.entrySet().stream())
                        .allMatch(each -> {
                            List<Field> all =
                                    plans.planFor(each.getKey().getClass()).fields();
                            return each.getValue().containsAll(code.readAtLast(all));
                        });
    }
}
