package io.picklejar.graphs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an object graph from a seed: objects of many kinds that share each other, with cycles through everything that can be
 * changed after it was made.
 */
@SuppressWarnings("JdkObsolete") // what users have
final class RandomGraph {
    /** An object with fields; its identity counts. */
    static final class Node {
        int number;

        @Nullable
        Object left;

        @Nullable
        Object right;

        final Object[] more = new Object[2];
    }

    /** Plain data, which Kryo writes. */
    static final class Plain {
        final String text;
        final long number;
        final int @Nullable [] array;

        Plain(String text, long number) {
            this.text = text;
            this.number = number;
            this.array = number % 2 == 0 ? new int[] {(int) number} : null;
        }
    }

    /** Two values. */
    record Pair(@Nullable Object first, @Nullable Object second) {}

    private final Random random;

    /** What was made so far: later objects refer to it. */
    private final List<@Nullable Object> made = new ArrayList<>();

    /** Those that can be filled later. */
    private final List<Object> open = new ArrayList<>();

    private RandomGraph(long seed) {
        random = new Random(seed);
    }

    /** The graph of a seed: the same at each call. */
    static Object of(long seed) {
        RandomGraph graph = new RandomGraph(seed);
        int size = 2 + graph.random.nextInt(30);
        for (int i = 0; i < size; i++) {
            Object object = graph.make(graph.random.nextInt(26));
            graph.made.add(object);
        }
        graph.open.forEach(graph::fill);
        return graph.made;
    }

    private @Nullable Object any() {
        return made.isEmpty() ? null : made.get(random.nextInt(made.size()));
    }

    private String text() {
        return "text " + random.nextInt(20);
    }

    private <T> T opened(T object) {
        open.add(object);
        return object;
    }

    private @Nullable Object make(int kind) {
        Object any = any();
        return switch (kind) {
            case 0 -> null;
            case 1 -> random.nextInt(300) - 150;
            case 2 -> random.nextLong();
            case 3 -> random.nextDouble();
            case 4 -> text();
            case 5 -> new BigDecimal(random.nextInt(1000)).movePointLeft(random.nextInt(4));
            case 6 -> LocalDate.ofEpochDay(random.nextInt(40_000));
            case 7 -> new UUID(random.nextLong(), random.nextLong());
            case 8 -> random.nextBoolean() ? TimeUnit.DAYS : TimeUnit.HOURS;
            case 9 -> new double[random.nextInt(5)];
            case 10 -> new Plain(text(), random.nextInt(100));
            case 11 -> opened(new Node());
            case 12 -> opened(new Node());
            case 13 -> opened(new ArrayList<>());
            case 14 -> opened(new LinkedList<>());
            case 15 -> opened(new HashMap<>());
            case 16 -> opened(new LinkedHashMap<>());
            case 17 -> opened(new TreeMap<>());
            case 18 -> opened(new ConcurrentHashMap<>());
            case 19 -> opened(new Object[random.nextInt(4)]);
            case 20 -> opened(new AtomicReference<>());
            case 21 -> new Pair(any, text());
            case 22 -> any == null ? Optional.empty() : Optional.of(any);
            case 23 -> any == null ? List.of() : random.nextBoolean() ? List.of(any, text()) : Arrays.asList(any, null);
            case 24 -> (Supplier<@Nullable Object>) () -> any;
            default ->
                random.nextBoolean()
                        ? Collections.unmodifiableList(opened(new ArrayList<>()))
                        : opened(random.nextBoolean() ? new LinkedHashSet<>() : new ArrayDeque<>());
        };
    }

    @SuppressWarnings("unchecked")
    private void fill(Object object) {
        if (object instanceof Node node) {
            node.number = random.nextInt(1000);
            node.left = any();
            node.right = any();
            node.more[0] = any();
        } else if (object instanceof List<?> list) {
            for (int i = random.nextInt(4); i > 0; i--) {
                ((List<@Nullable Object>) list).add(any());
            }
        } else if (object instanceof Map<?, ?> map) {
            for (int i = random.nextInt(4); i > 0; i--) {
                Object value = any();
                ((Map<String, Object>) map).put(text(), value == null ? "null" : value);
            }
        } else if (object instanceof Object[] array) {
            Arrays.setAll(array, i -> any());
        } else if (object instanceof AtomicReference<?> reference) {
            ((AtomicReference<@Nullable Object>) reference).set(any());
        } else if (object instanceof Collection<?> collection) {
            for (int i = random.nextInt(4); i > 0; i--) {
                // Their hash codes may be asked for: nothing that leads back here.
                ((Collection<Object>) collection).add(text());
            }
        }
    }
}
