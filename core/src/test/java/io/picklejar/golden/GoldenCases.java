package io.picklejar.golden;

import io.picklejar.policy.Substitute;
import io.picklejar.reduce.FileContent;
import io.picklejar.reduce.Substituted;
import io.picklejar.testkit.RunScript;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** One value at least for each built-in kind. Entries are added, never changed. */
final class GoldenCases {
    private GoldenCases() {}

    /** Values of classes that every receiver has. */
    static List<GoldenCase> data() {
        return List.of(
                new GoldenCase(
                                "ViewKind",
                                "keys",
                                () -> new TreeMap<>(Map.of("b", 1, "a", 2)).keySet(),
                                "TreeSet [a, b]")
                        .since(3),
                new GoldenCase(
                                "ViewKind",
                                "sub-list",
                                () -> new ArrayList<>(List.of(1, 2, 3)).subList(1, 3),
                                "ArrayList [2, 3]")
                        .since(3),
                new GoldenCase(
                                "MapViewKind",
                                "head",
                                () -> new TreeMap<>(Map.of("b", 1, "a", 2)).headMap("b"),
                                "TreeMap {a=2}")
                        .since(3),
                new GoldenCase(
                                "BufferKind",
                                "bytes",
                                () -> ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2),
                                "HeapByteBuffer java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]")
                        .since(3),
                new GoldenCase("HolderKind", "atomic", () -> new AtomicReference<>("v"), "AtomicReference v").since(3),
                new GoldenCase("EntryKind", "entry", () -> Map.entry("k", "v"), "KeyValueHolder k=v").since(3),
                new GoldenCase(
                                "SubstituteKind",
                                "fresh",
                                () -> new Substituted(ArrayList.class, Substitute.FRESH),
                                "ArrayList []")
                        .since(3),
                new GoldenCase("FutureKind", "done", GoldenCases::done, "CompletableFuture [v]").since(3),
                new GoldenCase(
                                "FileContentKind",
                                "file",
                                () -> new FileContent("golden file".getBytes(StandardCharsets.UTF_8), 7),
                                "FileContent file")
                        .since(3),
                new GoldenCase("StandardStreamKind", "err", () -> System.err, "System.err").since(3),
                new GoldenCase(
                                "StackTraceElementKind",
                                "frame",
                                () -> new StackTraceElement("app", "m", "1", "a.B", "c", "B.java", 7),
                                "StackTraceElement app/m@1/a.B.c(B.java:7)")
                        .since(3),
                new GoldenCase("SentinelKind", "constant", () -> GoldenSentinel.MISSING, "GoldenSentinel MISSING")
                        .since(3),
                new GoldenCase(
                                "ThrowableKind",
                                "exception",
                                () -> new GoldenException("golden", new IllegalStateException("cause")),
                                "GoldenException io.picklejar.golden.GoldenException: golden")
                        .since(3),
                new GoldenCase("Engine", "null", () -> null, "null"),
                new GoldenCase(
                        "Engine",
                        "boxes",
                        () -> new Object[] {
                            true, (byte) 1, (short) -2, 'c', 4, -5L, 6.5f, 7.5, "t\u00e9\ud83d\ude00", "\ud800"
                        },
                        "Object[] [true, 1, -2, c, 4, -5, 6.5, 7.5, t\u00e9\ud83d\ude00, \ud800]"),
                new GoldenCase(
                        "Engine",
                        "arrays",
                        () -> new Object[] {
                            new boolean[] {true},
                            new byte[] {1},
                            new short[] {2},
                            new char[] {'c'},
                            new int[] {4},
                            new long[] {5},
                            new float[] {6},
                            new double[] {7},
                            new String[][] {{"s", null}, {}}
                        },
                        "Object[] [[true], [1], [2], [c], [4], [5], [6.0], [7.0], [[s, null], []]]"),
                new GoldenCase(
                        "Engine",
                        "classes",
                        () -> new ArrayList<>(List.of(int.class, String[].class, Map.Entry.class)),
                        "ArrayList [int, class [Ljava.lang.String;, interface java.util.Map$Entry]"),
                new GoldenCase("Engine", "same-twice", GoldenCases::twice, "ArrayList [[x], [x]]"),
                new GoldenCase("EnumKind", "constant", () -> TimeUnit.DAYS, "TimeUnit DAYS"),
                new GoldenCase(
                        "CollectionKind",
                        "collections",
                        () -> new ArrayList<>(List.of(
                                new ArrayDeque<>(List.of(1)),
                                new LinkedHashSet<>(List.of("b", "a")),
                                new ArrayList<>())),
                        "ArrayList [[1], [b, a], []]"),
                new GoldenCase("MapKind", "hash-map", () -> new HashMap<>(Map.of("k", 1)), "HashMap {k=1}"),
                new GoldenCase("MapKind", "linked", GoldenCases::linked, "LinkedHashMap {b=1, a=2}"),
                new GoldenCase(
                        "SortedSetKind",
                        "reverse",
                        () -> {
                            TreeSet<Integer> set = new TreeSet<>(Comparator.<Integer>reverseOrder());
                            set.addAll(List.of(1, 2));
                            return set;
                        },
                        "TreeSet [2, 1]"),
                new GoldenCase("SortedMapKind", "natural", () -> new TreeMap<>(Map.of("k", "v")), "TreeMap {k=v}"),
                new GoldenCase("ImmutableListKind", "three", () -> List.of(1, "b", 'c'), "ListN [1, b, c]"),
                new GoldenCase("ImmutableSetKind", "one", () -> Set.of("one"), "Set12 [one]"),
                new GoldenCase("ImmutableMapKind", "one", () -> Map.of("k", List.of()), "Map1 {k=[]}"),
                new GoldenCase("OptionalKind", "present", () -> Optional.of("v"), "Optional Optional[v]"),
                new GoldenCase("OptionalKind", "int", () -> OptionalInt.of(3), "OptionalInt OptionalInt[3]"),
                new GoldenCase("TextKind", "decimal", () -> new BigDecimal("1.50"), "BigDecimal 1.50"),
                new GoldenCase("TextKind", "uuid", () -> new UUID(1, 2), "UUID 00000000-0000-0001-0000-000000000002"),
                new GoldenCase("TextKind", "instant", () -> Instant.ofEpochSecond(1), "Instant 1970-01-01T00:00:01Z"),
                new GoldenCase(
                        "TextKind",
                        "zoned",
                        () -> ZonedDateTime.parse("2024-07-01T12:00+02:00[Europe/Paris]"),
                        "ZonedDateTime 2024-07-01T12:00+02:00[Europe/Paris]"),
                new GoldenCase("TextKind", "charset", () -> StandardCharsets.UTF_8, "UTF_8 UTF-8"),
                new GoldenCase("SerializableKind", "year-month", () -> YearMonth.of(2024, 2), "YearMonth 2024-02"),
                new GoldenCase("SerializableKind", "as-list", () -> Arrays.asList("a", null), "ArrayList [a, null]"),
                new GoldenCase("PlainObjectKind", "lock", Object::new, "Object"),
                new GoldenCase("PinnedRecipeKind", "by-reference", GoldenLambda::answer, "Integer 42").since(2),
                new GoldenCase("ModuleKind", "logging", () -> Logger.class.getModule(), "Module module java.logging")
                        .since(2),
                new GoldenCase("LoggerKind", "jul", () -> Logger.getLogger("golden"), "Logger golden"),
                new GoldenCase(
                                "MemberKind",
                                "method",
                                () -> method(List.class, "get", int.class),
                                "Method public abstract java.lang.Object java.util.List.get(int)")
                        .since(2),
                new GoldenCase(
                                "GenericTypeKind",
                                "generic",
                                () -> method(Map.class, "putAll", Map.class).getGenericParameterTypes()[0],
                                "Parameterized java.util.Map<? extends K, ? extends V>")
                        .since(2),
                new GoldenCase(
                                "HandleKind",
                                "static",
                                GoldenCases::handle,
                                "DirectMethodHandle MethodHandle(String)int")
                        .since(2),
                new GoldenCase("PropertyKind", "property", GoldenCases::property, "PropertyDescriptor message")
                        .since(2));
    }

    /** Values whose code travels with them. */
    static List<GoldenCase> code() {
        return List.of(
                new GoldenCase(
                        "LambdaKind",
                        "capture",
                        () -> script("String text = value(\"v\"); return () -> text + N;"),
                        "String v7"),
                new GoldenCase("LambdaRecipeKind", "reference", () -> script("return Script::made;"), "String made"),
                new GoldenCase(
                                "ReferenceKind",
                                "soft",
                                () -> script(
                                        "java.lang.ref.SoftReference<Object> r = new java.lang.ref.SoftReference<>(value(\"r\"));"
                                                + " return () -> r.get();"),
                                "String r")
                        .since(2),
                new GoldenCase(
                        "RecordKind",
                        "record",
                        () -> script("Pair p = new Pair(1, \"b\"); return () -> p.toString();"),
                        "String Pair[left=1, right=b]"),
                new GoldenCase("SingletonKind", "module", GoldenCases::onlyObject, "Boolean true").since(2),
                new GoldenCase(
                        "ProxyKind",
                        "proxy",
                        () -> script(
                                "return (Supplier<Object>) java.lang.reflect.Proxy.newProxyInstance(Script.class.getClassLoader(), new Class<?>[] {Supplier.class}, (p, m, a) -> m.getName());"),
                        "String get"),
                new GoldenCase(
                        "Engine",
                        "object",
                        () -> script("Cell c = new Cell(); c.next = c; return () -> c.next == c;"),
                        "Boolean true"),
                new GoldenCase("Engine", "statics", () -> script("counter = 5; return () -> counter;"), "Integer 5"),
                new GoldenCase(
                                "Engine",
                                "enum",
                                () -> script(
                                        "Level level = Level.HIGH; return () -> level.weight() + level.ordinal();"),
                                "Integer 101")
                        .since(3),
                new GoldenCase(
                                "Engine",
                                "generic-class",
                                () -> script("Box<String> box = new Box<>(\"b\"); return () -> box.get()"
                                        + " + box.getClass().getTypeParameters()[0].getBounds()[0].getTypeName();"),
                                "String bjava.lang.CharSequence")
                        .since(3),
                new GoldenCase(
                                "Engine",
                                "generic-function",
                                () -> script("return () -> Box.join(java.util.List.of(\"x\", \"y\"));"),
                                "String xy true")
                        .since(3),
                new GoldenCase(
                                "Engine",
                                "nested-function",
                                () -> script(
                                        "int n = value(\"four\").length() * 10; Supplier<Integer> inner = () -> n + 2;"
                                                + " return () -> inner.get();"),
                                "Integer 42")
                        .since(3),
                new GoldenCase(
                        "CollectorKind",
                        "count",
                        () -> script("java.util.stream.Collector<Object, int[], Integer> c ="
                                + " java.util.stream.Collector.of(() -> new int[1], (a, x) -> a[0]++, (a, b) -> a,"
                                + " a -> a[0]); return () -> java.util.stream.Stream.of(1, 2).collect(c);"),
                        "Integer 2"));
    }

    private static Supplier<Object> onlyObject() {
        return RunScript.runScript("""
                import java.util.function.Supplier;
                public class Script {
                    static final class Only$ { static final Only$ MODULE$ = new Only$(); }
                    public static Supplier<Object> run() { Only$ only = Only$.MODULE$; return () -> only == Only$.MODULE$; }
                }
                """);
    }

    private static Supplier<Object> script(String body) {
        return RunScript.runScript("""
                import java.util.function.Supplier;
                public class Script {
                    static final int N = 7;
                    static int counter = 1;
                    static String value(String text) { return text; }
                    static Object made() { return "made"; }
                    record Pair(int left, Object right) {}
                    static class Cell { Cell next; }
                    enum Level {
                        LOW { int weight() { return 1; } }, HIGH { int weight() { return 100; } };
                        abstract int weight();
                    }
                    static class Box<T extends CharSequence> {
                        private final T content;
                        Box(T content) { this.content = content; }
                        T get() { return content; }
                        @Deprecated static <E extends CharSequence> String join(java.util.List<? extends E> parts) {
                            try {
                                return String.join("", parts) + " " + Box.class.getDeclaredMethod("join", java.util.List.class)
                                    .isAnnotationPresent(Deprecated.class);
                            } catch (NoSuchMethodException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    }
                    public static Supplier<Object> run() { %s }
                }
                """.formatted(body));
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is the value
    private static Object done() {
        return CompletableFuture.completedFuture(List.of("v"));
    }

    private static MethodHandle handle() {
        try {
            return MethodHandles.publicLookup().unreflect(method(Integer.class, "parseInt", String.class));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static PropertyDescriptor property() {
        try {
            return new PropertyDescriptor("message", method(Throwable.class, "getMessage"), null);
        } catch (IntrospectionException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> twice() {
        List<String> inner = new ArrayList<>(List.of("x"));
        return new ArrayList<>(List.of(inner, inner));
    }

    private static Map<String, Integer> linked() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", 2);
        return map;
    }
}
