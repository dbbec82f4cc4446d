package io.picklejar.pickler;

import io.picklejar.error.LimitExceededException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what hashing the keys of containers will take before it is done. A few hundred bytes of sets that contain two sets
 * each, which contain two sets each, and so on, take longer than anybody lives to hash (Wouter Coekaerts' SerialDOS): the
 * JDK's containers hash all that they contain each time.
 *
 * <p>Only the JDK's containers count. What a user's own {@code hashCode} does cannot be told. For one thread.
 */
final class HashWork {
    /** Far more than a graph without much sharing takes, and less than a second for small pickles. */
    private static final long VISITS_PER_BYTE = 10_000;

    /** How many objects a hash code of the container visits, for containers that contain containers. */
    private final IdentityHashMap<Object, Long> visits = new IdentityHashMap<>();

    private long mostVisits;
    private long visited;

    /** The class of the last value that was no container: most values in a row are of one class. */
    private @Nullable Class<?> lastPlain;

    /** Begins the next pickle of a stream, whose objects may contain those of the ones before. */
    void begin(int pickleBytes) {
        mostVisits += VISITS_PER_BYTE * pickleBytes;
    }

    /** Forgets all objects. */
    void clear() {
        visits.clear();
        visited = 0;
        mostVisits = 0;
    }

    /** The container holds these values, besides what it held before. */
    void holds(Object container, @Nullable Object... values) {
        long more = visitsOf(values, 1);
        if (more > values.length && isContainer(container)) {
            visits.merge(container, more + 1, HashWork::sum);
        }
    }

    /** Every {@code step}-th value is about to be hashed. */
    void hash(@Nullable Object[] values, int step) {
        visited = sum(visited, visitsOf(values, step));
        if (visited > mostVisits) {
            throw new LimitExceededException("hash codes of collections inside of collections that visit more than "
                    + mostVisits + " elements, " + VISITS_PER_BYTE + " for each byte of the pickle; if it is trusted,"
                    + " do not use collections of shared collections as keys or elements of sets");
        }
    }

    private long visitsOf(@Nullable Object[] values, int step) {
        long all = 0;
        for (int i = 0; i < values.length; i += step) {
            Object value = values[i];
            all = value != null && value.getClass() != lastPlain && isContainer(value)
                    ? sum(all, visits.getOrDefault(value, flat(value)))
                    : sum(all, 1);
        }
        return all;
    }

    private boolean isContainer(Object value) {
        boolean container = value.getClass().getClassLoader() == null
                && (value instanceof Collection<?>
                        || value instanceof Map<?, ?>
                        || value instanceof Map.Entry<?, ?>
                        || value instanceof Optional<?>);
        if (!container) {
            lastPlain = value.getClass();
        }
        return container;
    }

    /** The visits of a container that contains no other. */
    private static long flat(Object container) {
        if (container instanceof Collection<?> collection) {
            return collection.size() + 1L;
        }
        return container instanceof Map<?, ?> map ? 2L * map.size() + 1 : 3;
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
