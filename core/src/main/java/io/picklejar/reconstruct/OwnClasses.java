package io.picklejar.reconstruct;

import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.UnitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types of a pickle that the receiver has itself, byte for byte, through its reference loader: these are used, as code
 * that the receiver runs already knows them. Only if the same goes for all units that a type uses, so that nothing of it
 * differs from what was pickled; only if the pickle ships no other class of its package, which could not use its
 * package-private parts from another loader (JVMS 5.3); and only if the pickle brings no static state for it, which belongs
 * to whoever sent it.
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
        boolean changed = true;
        while (changed) {
            Set<String> shipped = packagesOfShipped(units, own);
            changed = units.stream()
                            .filter(unit -> own.containsKey(unit.id()))
                            .filter(unit -> !usesOnly(unit, own) || isNeighbour(unit, shipped))
                            .map(unit -> own.remove(unit.id()))
                            .toList()
                            .size()
                    > 0;
        }
        return own;
    }

    private static boolean usesOnly(CodeUnit unit, Map<UnitId, List<Class<?>>> own) {
        return Stream.concat(unit.needs().stream(), unit.links().stream()).allMatch(own::containsKey);
    }

    private static Set<String> packagesOfShipped(List<CodeUnit> units, Map<UnitId, List<Class<?>>> own) {
        return units.stream()
                .filter(unit -> !own.containsKey(unit.id()))
                .flatMap(unit -> unit.classFiles().keySet().stream())
                .map(OwnClasses::packageOf)
                .collect(Collectors.toSet());
    }

    private static boolean isNeighbour(CodeUnit unit, Set<String> packages) {
        return unit.classFiles().keySet().stream().map(OwnClasses::packageOf).anyMatch(packages::contains);
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.') + 1);
    }

    private @Nullable List<Class<?>> find(CodeUnit unit) {
        List<Class<?>> classes = new ArrayList<>();
        for (Map.Entry<String, ClassFile> each : unit.classFiles().entrySet()) {
            Class<?> type = find(each.getKey());
            if (type == null || !sameCode.test(type, each.getValue())) {
                return null;
            }
            classes.add(type);
        }
        return classes;
    }

    private @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, referenceLoader);
        } catch (ClassNotFoundException | LinkageError | RuntimeException absent) {
            return null; // a loader that breaks its contract has nothing of its own
        }
    }
}
