package io.picklejar.reconstruct;

import io.picklejar.error.CodeMismatchException;
import io.picklejar.policy.UnitId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code units of one load, known ones and fresh ones. Fresh ones become known to other loads by {@link #publish()};
 * without it, closing the scope forgets them, so that a failed load defines nothing. For one thread.
 */
public final class UnitScope implements AutoCloseable {
    static final UnitScope EMPTY = new UnitScope(null, Map.of(), Map.of(), false);

    private final @Nullable UnitRegistry registry;
    private final Map<UnitId, NeededClasses> known;
    private final Map<UnitId, UnitLoader> fresh;
    private final boolean locked;

    UnitScope(
            @Nullable UnitRegistry registry,
            Map<UnitId, NeededClasses> known,
            Map<UnitId, UnitLoader> fresh,
            boolean locked) {
        this.registry = registry;
        this.known = known;
        this.fresh = fresh;
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

    /** Makes the fresh units known to later loads. */
    public void publish() {
        if (registry != null) {
            registry.publish(fresh);
        }
    }

    @Override
    public void close() {
        if (locked && registry != null) {
            registry.unlock();
        }
    }
}
