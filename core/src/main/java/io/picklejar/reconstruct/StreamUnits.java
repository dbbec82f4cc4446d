package io.picklejar.reconstruct;

import io.picklejar.policy.UnitId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The units that the pickles of one stream have brought: later ones take them for known. Keeps them alive; a code holder
 * of the stream is the stream's own. For one thread.
 */
public final class StreamUnits {
    private final Map<UnitId, NeededClasses> units = new HashMap<>();

    /** No units yet. */
    public StreamUnits() {}

    @Nullable
    NeededClasses find(UnitId id) {
        return units.get(id);
    }

    void addAll(Map<UnitId, NeededClasses> loaded) {
        units.putAll(loaded);
    }

    /** Forgets them. */
    public void clear() {
        units.clear();
    }
}
