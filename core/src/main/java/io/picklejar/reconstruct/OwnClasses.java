package io.picklejar.reconstruct;

import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.UnitId;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types of a pickle that the receiver has itself, byte for byte, through its reference loader: these are used, as code
 * that the receiver runs already knows them. Only if the same goes for all units that a type uses, so that nothing of it
 * differs from what was pickled; only if it has no package-private or protected parts, which shipped classes of its package
 * could not use from another loader (JVMS 5.3); and only if the pickle brings no static state for it, which belongs to whoever
 * sent it.
 */
final class OwnClasses {
    private final @Nullable ClassLoader referenceLoader;
    private final BiPredicate<Class<?>, ClassFile> sameCode;

    /**
     * Asks the loader.
     *
     * @param sameCode whether a class has the code of a canonical class file
     */
    OwnClasses(@Nullable ClassLoader referenceLoader, BiPredicate<Class<?>, ClassFile> sameCode) {
        this.referenceLoader = referenceLoader;
        this.sameCode = sameCode;
    }

    /** The receiver's own classes for each of the units that it has. */
    Map<UnitId, List<Class<?>>> among(List<CodeUnit> units, Set<UnitId> stateful) {
        Map<UnitId, List<Class<?>>> own = new HashMap<>();
        for (CodeUnit unit : units) {
            boolean mayBe =
                    !unit.holder() && !unit.isKnown() && unit.snapshots().isEmpty() && !stateful.contains(unit.id());
            List<Class<?>> classes = mayBe ? find(unit) : null;
            if (classes != null) {
                own.put(unit.id(), classes);
            }
        }
        while (own.keySet()
                .removeAll(units.stream()
                        .filter(unit -> own.containsKey(unit.id()) && !usesOnly(unit, own))
                        .map(CodeUnit::id)
                        .toList())) {
            // whoever uses one that was dropped is dropped in the next round
        }
        return own;
    }

    private static boolean usesOnly(CodeUnit unit, Map<UnitId, List<Class<?>>> own) {
        return Stream.concat(unit.needs().stream(), unit.links().stream()).allMatch(own::containsKey);
    }

    private @Nullable List<Class<?>> find(CodeUnit unit) {
        List<Class<?>> classes = new ArrayList<>();
        for (Map.Entry<String, ClassFile> each : unit.classFiles().entrySet()) {
            Class<?> type = find(each.getKey());
            if (type == null || !isOpen(type) || !sameCode.test(type, each.getValue())) {
                return null;
            }
            classes.add(type);
        }
        return classes;
    }

    /** Whether the class offers its package no more than it offers everybody. */
    private static boolean isOpen(Class<?> type) {
        try {
            return isOpen(type.getModifiers())
                    && Stream.of(type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
                            .flatMap(Stream::of)
                            .allMatch(member -> isOpen(((Member) member).getModifiers())
                                    || Modifier.isPrivate(((Member) member).getModifiers()));
        } catch (LinkageError incomplete) {
            return false;
        }
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers);
    }

    private @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, referenceLoader);
        } catch (ClassNotFoundException | LinkageError | RuntimeException absent) {
            return null; // a loader that breaks its contract has nothing of its own
        }
    }
}
