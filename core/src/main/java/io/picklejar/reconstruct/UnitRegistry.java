package io.picklejar.reconstruct;

import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.jvm.Redefinitions;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.UnitId;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The units that one reference loader knows: those that were defined for it, and those that map to classes of this
 * JVM: in their origin, where they were pickled through it, and where the loader has the same code itself.
 *
 * <p>cloudpickle: {@code _lookup_class_or_track}. There, a class is tracked by a random id for the whole process; here, by
 * its content and for a reference loader, so that two jobs in one JVM do not share static state.
 *
 * <h2>What is kept alive</h2>
 *
 * Nothing. The registry hangs weakly off its reference loader and holds loaders and classes weakly; a unit lives as long
 * as an object, a class or another unit of it.
 *
 * <h2>Threads</h2>
 *
 * A load that defines types holds the registry's lock until its objects are complete, so that another thread that loads
 * the same types neither defines them again nor sees statics that are not filled yet. A load whose types are all known
 * takes no lock beyond the look-up.
 */
public final class UnitRegistry {
    private static final Map<ClassLoader, UnitRegistry> REGISTRIES = new WeakHashMap<>();

    /** Stands for the boot loader, which is null. */
    private static final UnitRegistry BOOT = new UnitRegistry();

    private final ReentrantLock defining = new ReentrantLock();
    private final Map<UnitId, WeakReference<UnitLoader>> defined = new LinkedHashMap<>();
    private final Map<UnitId, Originals> originals = new HashMap<>();
    private int cleanAt = 64;

    private UnitRegistry() {}

    /** The registry of a reference loader; null stands for the boot loader. */
    public static UnitRegistry of(@Nullable ClassLoader referenceLoader) {
        if (referenceLoader == null) {
            return BOOT;
        }
        synchronized (REGISTRIES) {
            return REGISTRIES.computeIfAbsent(referenceLoader, loader -> new UnitRegistry());
        }
    }

    /** Whether the unit is defined here, or maps to classes of this JVM. */
    public boolean knows(UnitId id) {
        return find(id) != null;
    }

    /** The type of this binary name that was defined here last and is still held, or null. Initializes nothing. */
    public @Nullable Class<?> lastDefined(String binaryName) {
        UnitLoader last = null;
        synchronized (defined) {
            for (WeakReference<UnitLoader> each : defined.values()) {
                UnitLoader loader = each.get();
                if (loader != null
                        && !loader.unit().holder()
                        && loader.unit().classFiles().containsKey(binaryName)) {
                    last = loader;
                }
            }
        }
        try {
            return last == null ? null : Class.forName(binaryName, false, last);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the unit has the class file", e);
        }
    }

    /** Notes that classes of this JVM travel as this unit, so that it maps back to them. */
    public void registerOriginals(CodeUnit unit, Collection<? extends Class<?>> classes) {
        synchronized (defined) {
            if (originals.containsKey(unit.id()) || loaderOf(unit.id()) != null) {
                return;
            }
            clean();
            originals.put(unit.id(), new Originals(unit, classes));
        }
    }

    /**
     * Starts a load of these units.
     *
     * @param units the units of the pickle, each after those it needs
     * @param stateful the holders among them that the pickle has static state for: they are never shared
     * @param referenceLoader the loader of this registry
     * @param sameCode whether a class of this JVM has the code of a shipped class file
     * @param stream what earlier pickles of the same stream brought, and gets what this one brings
     * @throws UnpicklingException if a unit that is taken for known is not
     */
    public UnitScope begin(
            List<CodeUnit> units,
            Set<UnitId> stateful,
            Isolation isolation,
            @Nullable ClassLoader referenceLoader,
            BiPredicate<Class<?>, ClassFile> sameCode,
            StreamUnits stream) {
        if (units.isEmpty()) {
            return UnitScope.EMPTY;
        }
        if (hasUnknownType(units)) {
            Map<UnitId, List<Class<?>>> own = new OwnClasses(referenceLoader, sameCode).among(units, stateful);
            for (CodeUnit unit : units) {
                List<Class<?>> classes = own.get(unit.id());
                if (classes != null) {
                    registerOriginals(unit, classes);
                }
            }
        }
        boolean mustDefine = hasUnknownType(units);
        if (mustDefine) {
            defining.lock();
        }
        try {
            return new UnitPlan(units, stateful, isolation, referenceLoader, stream).make(mustDefine);
        } catch (RuntimeException | Error e) {
            if (mustDefine) {
                defining.unlock();
            }
            throw e;
        }
    }

    private boolean hasUnknownType(List<CodeUnit> units) {
        return units.stream().anyMatch(unit -> !unit.holder() && find(unit.id()) == null);
    }

    /** Which units of a load are known and which are defined. */
    private final class UnitPlan {
        private final List<CodeUnit> units;
        private final Set<UnitId> stateful;
        private final Isolation isolation;
        private final @Nullable ClassLoader referenceLoader;
        private final StreamUnits stream;
        private final Map<UnitId, NeededClasses> known = new LinkedHashMap<>();
        private final Map<UnitId, UnitLoader> fresh = new LinkedHashMap<>();

        UnitPlan(
                List<CodeUnit> units,
                Set<UnitId> stateful,
                Isolation isolation,
                @Nullable ClassLoader referenceLoader,
                StreamUnits stream) {
            this.units = units;
            this.stateful = stateful;
            this.isolation = isolation;
            this.referenceLoader = referenceLoader;
            this.stream = stream;
        }

        UnitScope make(boolean locked) {
            Set<UnitId> toDefine = toDefine();
            for (CodeUnit unit : units) {
                if (toDefine.contains(unit.id())) {
                    define(unit);
                }
            }
            for (CodeUnit unit : units) {
                UnitLoader loader = loaderIn(known.get(unit.id()));
                if (loader != null) {
                    unit.links().forEach(link -> loader.link(classesOf(link)));
                }
            }
            return new UnitScope(UnitRegistry.this, known, fresh, stream, locked);
        }

        /** The units that are not known, and known ones that were linked otherwise, and so on. */
        private Set<UnitId> toDefine() {
            Set<UnitId> toDefine = new HashSet<>();
            for (CodeUnit unit : units) {
                NeededClasses ofStream = stream.find(unit.id());
                if (ofStream != null) {
                    known.put(unit.id(), ofStream);
                    continue;
                }
                NeededClasses classes = find(unit.id());
                UnitLoader loader = loaderIn(classes);
                boolean isOwn = loader != null
                        && unit.holder()
                        && !isShared(unit, stateful, isolation)
                        && loader.hasStaticState();
                if (classes == null || isOwn) {
                    toDefine.add(unit.id());
                } else {
                    known.put(unit.id(), classes);
                }
            }
            boolean changed = true;
            while (changed) {
                changed = false;
                for (CodeUnit unit : units) {
                    if (!toDefine.contains(unit.id()) && !fitsKnown(unit, toDefine)) {
                        toDefine.add(unit.id());
                        changed = true;
                    }
                }
            }
            return toDefine;
        }

        private void define(CodeUnit unit) {
            if (unit.isKnown()) {
                throw unknown(unit.id());
            }
            List<NeededClasses> needed =
                    unit.needs().stream().map(this::classesOf).toList();
            UnitLoader loader = new UnitLoader(unit, referenceLoader, needed);
            fresh.put(unit.id(), loader);
            known.put(unit.id(), new DefinedClasses(loader));
        }

        private boolean fitsKnown(CodeUnit unit, Set<UnitId> toDefine) {
            UnitLoader loader = loaderIn(known.get(unit.id()));
            if (loader == null || unit.isKnown()) {
                return true;
            }
            return Stream.concat(unit.needs().stream(), unit.links().stream())
                    .allMatch(other -> toDefine.contains(other)
                            ? loader.canLinkAnew(unitOf(other).classFiles().keySet())
                            : loader.canLink(classesOf(other)));
        }

        private CodeUnit unitOf(UnitId id) {
            return units.stream()
                    .filter(unit -> unit.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> unknown(id));
        }

        private NeededClasses classesOf(UnitId id) {
            NeededClasses classes = known.get(id);
            if (classes == null) {
                throw unknown(id);
            }
            return classes;
        }
    }

    private static @Nullable UnitLoader loaderIn(@Nullable NeededClasses classes) {
        return classes == null ? null : classes.loader();
    }

    private static boolean isShared(CodeUnit unit, Set<UnitId> stateful, Isolation isolation) {
        // A holder whose class files did not travel is by definition one that the receiver has.
        return unit.isKnown() || (isolation == Isolation.SHARED && !stateful.contains(unit.id()));
    }

    private static UnpicklingException unknown(UnitId id) {
        return new UnpicklingException(
                Problem.MISSING_CLASS,
                "the pickle takes code unit " + id
                        + " for known, and it is not loaded here; load and keep the pickle that"
                        + " carries it first, through the same reference loader",
                null);
    }

    private @Nullable NeededClasses find(UnitId id) {
        synchronized (defined) {
            Originals original = originals.get(id);
            if (original != null) {
                NeededClasses classes = original.hold();
                if (classes != null) {
                    return classes;
                }
                originals.remove(id);
            }
            UnitLoader loader = loaderOf(id);
            return loader == null ? null : new DefinedClasses(loader);
        }
    }

    private @Nullable UnitLoader loaderOf(UnitId id) {
        WeakReference<UnitLoader> reference = defined.get(id);
        return reference == null ? null : reference.get();
    }

    void publish(Map<UnitId, UnitLoader> fresh) {
        synchronized (defined) {
            clean();
            fresh.forEach((id, loader) -> {
                if (loaderOf(id) == null) {
                    defined.remove(id); // or it would keep its old place, which lastDefined looks at
                    defined.put(id, new WeakReference<>(loader));
                }
            });
        }
    }

    void lock() {
        defining.lock();
    }

    void unlock() {
        defining.unlock();
    }

    /** Drops entries whose classes are gone, each time their number has doubled. */
    private void clean() {
        if (defined.size() + originals.size() >= cleanAt) {
            defined.values().removeIf(reference -> reference.get() == null);
            originals.values().removeIf(original -> original.hold() == null);
            cleanAt = Math.max(64, 2 * (defined.size() + originals.size()));
        }
    }

    /** The classes of a loader that defines a unit. */
    private record DefinedClasses(UnitLoader loader) implements NeededClasses {
        @Override
        public Set<String> names() {
            return loader.unit().classFiles().keySet();
        }

        @Override
        public Class<?> load(String name) throws ClassNotFoundException {
            return Class.forName(name, false, loader);
        }

        @Override
        public @Nullable MemberTable table(String internalName) {
            return loader.table(internalName);
        }
    }

    /**
     * The classes of this JVM that travelled as a unit, held weakly. A type stays what it is when JShell or a debugger
     * replaces its code; a holder is nothing but code, and does not.
     */
    private static final class Originals {
        private final Map<String, WeakReference<Class<?>>> classes = new HashMap<>();
        private final Map<String, Integer> redefinitions = new HashMap<>();

        Originals(CodeUnit unit, Collection<? extends Class<?>> originals) {
            for (Class<?> each : originals) {
                classes.put(each.getName(), new WeakReference<>(each));
                if (unit.holder()) {
                    redefinitions.put(each.getName(), Redefinitions.of(each));
                }
            }
        }

        /** The classes, held strongly, or null if one is gone, or is of a holder and has other code by now. */
        @Nullable
        NeededClasses hold() {
            Map<String, Class<?>> held = new HashMap<>();
            for (Map.Entry<String, WeakReference<Class<?>>> each : classes.entrySet()) {
                Class<?> type = each.getValue().get();
                Integer then = redefinitions.get(each.getKey());
                if (type == null || (then != null && then != Redefinitions.of(type))) {
                    return null;
                }
                held.put(each.getKey(), type);
            }
            return new OriginalClasses(held);
        }
    }

    /** The classes of this JVM that a unit maps back to. */
    private record OriginalClasses(Map<String, Class<?>> held) implements NeededClasses {
        @Override
        public Set<String> names() {
            return held.keySet();
        }

        @Override
        public Class<?> load(String name) throws ClassNotFoundException {
            Class<?> type = held.get(name);
            if (type == null) {
                throw new ClassNotFoundException(name);
            }
            return type;
        }

        /** Nobody widened an original: it is like a by-reference class. */
        @Override
        public @Nullable MemberTable table(String internalName) {
            Class<?> type = held.get(internalName.replace('/', '.'));
            return type == null ? null : ReferenceTables.find(type.getClassLoader(), internalName);
        }

        @Override
        public @Nullable UnitLoader loader() {
            return null;
        }
    }
}
