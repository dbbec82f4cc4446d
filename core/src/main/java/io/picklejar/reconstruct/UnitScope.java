package io.picklejar.reconstruct;

import io.picklejar.error.CodeMismatchException;
import io.picklejar.jvm.Access;
import io.picklejar.policy.UnitId;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code units of one load, known ones and fresh ones. Fresh ones become known to other loads by {@link #publish()};
 * without it, closing the scope forgets them and takes static state back, so that a failed load defines nothing and
 * changes nothing. For one thread.
 *
 * <h2>Static state</h2>
 *
 * The first value that arrives for a static field stays. That is mostly the load that defines the class; but another may
 * be the first to bring a class of the unit that nobody used before, or a field that nobody read. It then takes the
 * registry's lock until its objects are complete, as if it defined the class.
 */
public final class UnitScope implements AutoCloseable {
    static final UnitScope EMPTY = new UnitScope(null, Map.of(), Map.of(), new StreamUnits(), false);

    private final @Nullable UnitRegistry registry;
    private final Map<UnitId, NeededClasses> known;
    private final Map<UnitId, UnitLoader> fresh;
    private final StreamUnits stream;
    private final Map<UnitLoader, Set<String>> settling = new HashMap<>();
    private final Deque<Before> before = new ArrayDeque<>();
    private boolean locked;
    private boolean published;

    /** What a field held before this load set it. */
    private record Before(
            Field field, @Nullable Object owner, @Nullable Object value) {}

    UnitScope(
            @Nullable UnitRegistry registry,
            Map<UnitId, NeededClasses> known,
            Map<UnitId, UnitLoader> fresh,
            StreamUnits stream,
            boolean locked) {
        this.registry = registry;
        this.known = known;
        this.fresh = fresh;
        this.stream = stream;
        this.locked = locked;
    }

    /** The ids of the units that this load defines. */
    public Set<UnitId> fresh() {
        return fresh.keySet();
    }

    /**
     * A class of a unit, defined if it is not yet. Not initialized.
     *
     * @throws CodeMismatchException if the class file cannot be linked at this receiver, or is not there
     */
    public Class<?> load(UnitId unit, String className) {
        NeededClasses classes = known.get(unit);
        if (classes == null) {
            throw new AssertionError("not a unit of this scope: " + unit);
        }
        try {
            return classes.load(className);
        } catch (ClassNotFoundException e) {
            throw new CodeMismatchException("code unit " + unit + " has no class " + className, e);
        } catch (LinkageError e) {
            throw new CodeMismatchException(
                    "class " + className + " was shipped and cannot be linked at this receiver: " + e.getMessage(), e);
        }
    }

    /**
     * Whether this load gives a static field of a unit's class its value: not if it has one from another pickle, nor if the
     * class is this JVM's own.
     */
    public boolean settles(UnitId unit, String className, String field) {
        NeededClasses classes = known.get(unit);
        UnitLoader loader = classes == null ? null : classes.loader();
        if (loader == null || registry == null) {
            return false;
        }
        String key = className + "#" + field;
        if (!fresh.containsValue(loader)) {
            if (loader.settled().contains(key)) {
                return false;
            }
            if (!locked) {
                registry.lock();
                locked = true;
                if (loader.settled().contains(key)) {
                    return false;
                }
            }
        }
        settling.computeIfAbsent(loader, each -> new HashSet<>()).add(key);
        return true;
    }

    /**
     * Sets a static field, or one of an enum constant.
     *
     * @param owner the enum constant, null for a static field
     */
    public void set(Field field, @Nullable Object owner, @Nullable Object value) throws IllegalAccessException {
        Field home = owner == null ? ShippedStatics.homeOf(field) : field;
        before.push(new Before(home, owner, Access.get(home, owner)));
        Access.set(home, owner, value);
    }

    /** Makes the fresh units known to later loads, and the static state final. */
    public void publish() {
        if (registry != null) {
            registry.publish(fresh);
            stream.addAll(known);
        }
        settling.forEach((loader, fields) -> loader.settled().addAll(fields));
        published = true;
    }

    @Override
    public void close() {
        try {
            while (!published && !before.isEmpty()) {
                Before each = before.pop();
                Access.set(each.field, each.owner, each.value);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError("a field that could be set cannot be set again", e);
        } finally {
            if (locked && registry != null) {
                registry.unlock();
            }
        }
    }
}
