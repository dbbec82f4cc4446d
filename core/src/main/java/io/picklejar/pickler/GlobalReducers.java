package io.picklejar.pickler;

import static java.util.Objects.requireNonNull;

import io.picklejar.reduce.Reducer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reducers of the whole process, which every jar asks after its own and the built-in ones. Live: a change holds from
 * the next object on, also for jars that exist. Thread-safe: each change replaces the whole table.
 *
 * <p>cloudpickle: {@code copyreg.dispatch_table}, the second map of {@code Pickler.dispatch_table}.
 */
public final class GlobalReducers {
    private static volatile Map<Class<?>, Reducer<Object>> table = Map.of();

    private GlobalReducers() {}

    /** Registers a reducer, in place of an earlier one for the type. */
    @SuppressWarnings("unchecked") // asked for objects of the type only
    public static synchronized <T> void put(Class<T> type, Reducer<? super T> reducer) {
        Map<Class<?>, Reducer<Object>> next = new LinkedHashMap<>(table);
        next.put(requireNonNull(type, "type"), (Reducer<Object>) requireNonNull(reducer, "reducer"));
        table = next;
    }

    /** Takes the reducer of the type away, and returns it; null if there is none. */
    public static synchronized @Nullable Reducer<Object> remove(Class<?> type) {
        Map<Class<?>, Reducer<Object>> next = new LinkedHashMap<>(table);
        Reducer<Object> removed = next.remove(requireNonNull(type, "type"));
        table = next;
        return removed;
    }

    /** The reducers by type: another map after each change. */
    static Map<Class<?>, Reducer<Object>> current() {
        return table;
    }
}
