package io.picklejar.reduce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The built-in kinds. Adding a kind is a file and a line. For the engine only.
 *
 * <p>cloudpickle: {@code Pickler._dispatch_table}.
 */
public final class Kinds {
    static final Kind<?> SUBSTITUTE = new SubstituteKind();

    static final Kind<?> SENTINEL = new SentinelKind(39);

    static final Kind<?> FILE_CONTENT = new FileContentKind(35);

    /** Kinds that cannot be told by a class known ahead; asked first. */
    private static final List<Kind<?>> STRUCTURAL = List.of(
            SUBSTITUTE,
            new LambdaKind(1),
            new LambdaRecipeKind(2),
            new EnumKind(3),
            new CollectorKind(27), // a record since JDK 21, and not before
            new RecordKind(4),
            new ProxyKind(5),
            new PinnedRecipeKind(6),
            new SingletonKind(7));

    /** Kinds of the library's dispatch table, by class. */
    private static final List<Kind<?>> BY_CLASS = List.of(
            new PlainObjectKind(16),
            new CollectionKind(17),
            new MapKind(18),
            new SortedSetKind(19),
            new SortedMapKind(20),
            new ImmutableListKind(21),
            new ImmutableSetKind(22),
            new ImmutableMapKind(23),
            new OptionalKind(24),
            new TextKind(25),
            new LoggerKind(26),
            new MemberKind(40),
            new GenericTypeKind(41),
            new PropertyKind(42),
            new HandleKind(43),
            new ModuleKind(48),
            new ReferenceKind(49),
            new FutureKind(33),
            FILE_CONTENT,
            new StandardStreamKind(36),
            new BufferKind(37),
            new HolderKind(38),
            new ViewKind(28),
            new MapViewKind(29),
            new EntryKind(30),
            new StackTraceElementKind(44),
            SENTINEL);

    /** The kind of objects that say themselves, through the JDK's hooks, how they travel; asked last. */
    private static final SerializableKind HOOKS = new SerializableKind(32);

    private static final Kind<?> THROWABLE = new ThrowableKind(34, HOOKS);

    private static final int COUNT = 64;
    private static final @Nullable Kind<?>[] BY_NUMBER = new Kind<?>[COUNT];

    static {
        STRUCTURAL.forEach(kind -> BY_NUMBER[kind.number()] = kind);
        BY_CLASS.forEach(kind -> BY_NUMBER[kind.number()] = kind);
        BY_NUMBER[HOOKS.number()] = HOOKS;
        BY_NUMBER[THROWABLE.number()] = THROWABLE;
    }

    private Kinds() {}

    /** The structural kind of a class, or null. */
    public static @Nullable Kind<?> structural(Class<?> type) {
        return first(STRUCTURAL, type);
    }

    /** The kind that the library's dispatch table has for a class, or null. */
    public static @Nullable Kind<?> byClass(Class<?> type) {
        return first(BY_CLASS, type);
    }

    /** The kind for throwables that may arrive where their class is missing, or null; asked before the hooks. */
    public static @Nullable Kind<?> throwable(Class<?> type) {
        return THROWABLE.handles(type) ? THROWABLE : null;
    }

    /** The kind for a class with hooks of JDK serialization, or null if it has none. */
    public static @Nullable Kind<?> hooks(Class<?> type) {
        return HOOKS.handles(type) ? HOOKS : null;
    }

    /** The kind of this number, or null. */
    public static @Nullable Kind<?> byNumber(int number) {
        return number >= 0 && number < COUNT ? BY_NUMBER[number] : null;
    }

    private static @Nullable Kind<?> first(List<Kind<?>> kinds, Class<?> type) {
        for (Kind<?> kind : kinds) {
            if (kind.handles(type)) {
                return kind;
            }
        }
        return null;
    }
}
