package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which objects make a pickle large. An object counts with all that is first met under it. For one thread.
 */
final class Contributors {
    private static final int SHOWN = 3;

    /** Objects deeper than this are part of the ones above: paths are long down there, and so are lists of them. */
    private static final int DEEPEST = 40;

    private final int leastBytes;
    private final IdentityHashMap<Frame, Integer> starts = new IdentityHashMap<>();
    private final List<Part> parts = new ArrayList<>();

    private record Part(ObjectPath path, String type, int bytes) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s (%s) %,d bytes", path, type, bytes);
        }
    }

    /** Objects with fewer bytes are not told. */
    Contributors(int leastBytes) {
        this.leastBytes = leastBytes;
    }

    /** The walk begins anew. */
    void clear() {
        starts.clear();
        parts.clear();
    }

    void begin(Frame frame, int position, int depth) {
        if (depth <= DEEPEST) {
            starts.put(frame, position);
        }
    }

    void end(Frame frame, int position, String type, Supplier<ObjectPath> path) {
        Integer start = starts.remove(frame);
        if (start != null) {
            add(position - start, type, path);
        }
    }

    /**
     * An object that ends. Most of what has a large part is large because of it: only the parts are told. They end before
     * what they are in.
     */
    void add(int bytes, String type, Supplier<ObjectPath> path) {
        if (bytes >= leastBytes) {
            ObjectPath where = path.get();
            int inside = parts.stream()
                    .filter(part -> part.path.isUnder(where))
                    .mapToInt(Part::bytes)
                    .sum();
            if (bytes - inside >= leastBytes) {
                parts.add(new Part(where, type, bytes));
            }
        }
    }

    /** The largest ones, largest first; empty if many small ones add up. */
    @Override
    public String toString() {
        return parts.stream()
                .sorted(Comparator.comparingInt(Part::bytes).reversed())
                .limit(SHOWN)
                .map(Part::toString)
                .collect(Collectors.joining(", "));
    }
}
