package io.picklejar.analyze;

import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.jvm.SnapshotClass;
import io.picklejar.policy.DebugInfo;
import io.picklejar.policy.UnitId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Cuts the code that a dump reaches into units.
 *
 * <p>A nest (JVMS 5.4.4) of which some class is needed as a type travels whole and is a unit, together with nests that it
 * can only be defined with. So a unit depends on its code alone, not on the payload, and two payloads agree on every type.
 * Which other units come along for it to use does depend on the payload, and is therefore not part of its id. All other
 * nests are cut down to the members that are reached and form the payload's code holder.
 */
public final class CodeCut {
    private final Reach reach;
    private final DebugInfo debug;
    private final Map<Class<?>, CodeUnit> unitOf = new LinkedHashMap<>();
    private final Map<UnitId, List<Class<?>>> membersOf = new LinkedHashMap<>();
    private final List<CodeUnit> units = new ArrayList<>();

    private CodeCut(Reach reach, DebugInfo debug) {
        this.reach = reach;
        this.debug = debug;
    }

    /** Cuts what was reached. */
    public static CodeCut of(Reach reach, DebugInfo debug) {
        CodeCut cut = new CodeCut(reach, debug);
        NestGraph whole = cut.wholeNests();
        List<List<Class<?>>> components = whole.components();
        for (List<Class<?>> component : components) {
            cut.addTypeUnit(component, whole);
        }
        for (List<Class<?>> component : components) {
            cut.addLinks(component, whole);
        }
        cut.addHolder(whole);
        return cut;
    }

    /** The units, each after those it needs. */
    public List<CodeUnit> units() {
        return List.copyOf(units);
    }

    /** The classes of each unit. The host of a split nest is in two: whole in one, as a slice in the other. */
    public Map<UnitId, List<Class<?>>> membersOf() {
        return Map.copyOf(membersOf);
    }

    /** The unit of each class that travels by value; of two the one with the slice, which shipped code runs in. */
    public Map<Class<?>, CodeUnit> unitOf() {
        return new LinkedHashMap<>(unitOf);
    }

    private NestGraph wholeNests() {
        NestGraph nests = new NestGraph(reach.byValue(), reach::dropsInitializer);
        for (ReachedClass each : reach.reached().values()) {
            if (each.isType()) {
                nests.add(each.model().type());
            }
        }
        nests.connect();
        return nests;
    }

    private void addTypeUnit(List<Class<?>> nestHosts, NestGraph nests) {
        SortedMap<String, ClassFile> classFiles = new TreeMap<>();
        SortedSet<String> snapshots = new TreeSet<>();
        Set<UnitId> needs = new TreeSet<>();
        List<Class<?>> members = new ArrayList<>();
        for (Class<?> host : nestHosts) {
            for (ClassModel model : nests.members(host)) {
                members.add(model.type());
                if (reach.isSnapshot(model.type()) && SnapshotClass.isAffected(model.node())) {
                    snapshots.add(model.type().getName());
                }
                classFiles.put(model.type().getName(), model.whole(debug));
            }
            for (Class<?> needed : nests.needs(host)) {
                if (!nestHosts.contains(needed)) {
                    needs.add(needUnit(needed, nests).id());
                }
            }
        }
        add(false, needs, classFiles, snapshots, members);
    }

    private void addLinks(List<Class<?>> nestHosts, NestGraph nests) {
        CodeUnit unit = needUnit(nestHosts.get(0), nests);
        Set<UnitId> links = new TreeSet<>();
        for (Class<?> host : nestHosts) {
            nests.links(host)
                    .forEach(linked -> links.add(needUnit(linked, nests).id()));
        }
        links.remove(unit.id());
        links.removeAll(unit.needs());
        int at = units.stream().map(CodeUnit::id).toList().indexOf(unit.id());
        links.addAll(units.get(at).links());
        CodeUnit linked = unit.withLinks(links);
        units.set(at, linked);
        unitOf.replaceAll((type, of) -> of.id().equals(unit.id()) ? linked : of);
    }

    /** By any member of the nest: its host may be a class that stays by reference. */
    private CodeUnit needUnit(Class<?> nestHost, NestGraph nests) {
        CodeUnit unit = unitOf.get(nests.members(nestHost).get(0).type());
        if (unit == null) {
            throw new AssertionError("no unit yet for " + nestHost + ", which a later unit needs");
        }
        return unit;
    }

    private void addHolder(NestGraph whole) {
        NestSplit split = new NestSplit(reach);
        List<ReachedClass> sliced = reach.reached().values().stream()
                .filter(each -> isSliced(each, whole, split))
                .toList();
        if (sliced.isEmpty()) {
            return;
        }
        Set<String> shipped = new LinkedHashSet<>();
        sliced.forEach(each -> shipped.add(each.model().node().name));
        SortedMap<String, ClassFile> classFiles = new TreeMap<>();
        SortedSet<String> snapshots = new TreeSet<>();
        Set<UnitId> needs = new TreeSet<>();
        for (ReachedClass each : sliced) {
            ClassModel model = each.model();
            if (each.isSliceSnapshot()) {
                snapshots.add(model.type().getName());
            }
            classFiles.put(
                    model.type().getName(),
                    new ClassEmitter(debug)
                            .slice(
                                    each,
                                    shipped::contains,
                                    hasNestmates(each, sliced),
                                    (owner, name, descriptor, isMethod) -> {
                                        Class<?> type = model.resolve(owner);
                                        ReachedClass declaring = type == null
                                                ? null
                                                : reach.declaringClass(type, name, descriptor, isMethod);
                                        if (declaring == null) {
                                            return type == null ? null : byReferenceAncestor(type);
                                        }
                                        CodeUnit unit =
                                                unitOf.get(declaring.model().type());
                                        if (unit != null) {
                                            needs.add(unit.id());
                                        }
                                        return Type.getInternalName(
                                                declaring.model().type());
                                    }));
            for (String name : mentions(each)) {
                Class<?> type = name.startsWith("java/") ? null : model.resolve(name);
                CodeUnit unit = type == null ? null : unitOf.get(type);
                if (unit != null) {
                    needs.add(unit.id());
                }
            }
        }
        add(
                true,
                needs,
                classFiles,
                snapshots,
                sliced.stream().map(each -> each.model().type()).toList());
    }

    private static boolean hasNestmates(ReachedClass member, List<ReachedClass> sliced) {
        Class<?> host = member.model().type().getNestHost();
        return sliced.stream()
                .anyMatch(each -> each != member && each.model().type().getNestHost() == host);
    }

    /** The class that a by-value class inherits static members of by-reference classes from; null if it is none itself. */
    private @Nullable String byReferenceAncestor(Class<?> type) {
        Class<?> ancestor = type;
        while (ancestor != null && reach.byValue().test(ancestor)) {
            ancestor = ancestor.getSuperclass();
        }
        return ancestor == null || ancestor == type || ancestor == Object.class ? null : Type.getInternalName(ancestor);
    }

    /** Whether only reached members of the class travel: what whole classes use must be whole, or it would be there twice. */
    private static boolean isSliced(ReachedClass reached, NestGraph whole, NestSplit split) {
        Class<?> type = reached.model().type();
        return !reached.isType()
                && !reached.isEmpty()
                && !whole.isUsed(type)
                && (!whole.contains(type.getNestHost()) || split.isSafe(type.getNestHost()));
    }

    private static Set<String> mentions(ReachedClass reached) {
        Set<String> names = new LinkedHashSet<>(reached.recipeTypes());
        TypeNames types = new TypeNames(names);
        for (MethodNode method : reached.reachedMethods()) {
            reached.model().facts(method).addTypesTo(names);
            names.addAll(reached.model().runtimeNames(method).literal());
        }
        reached.model().node().fields.stream()
                .filter(field -> reached.reachesField(field.name, field.desc))
                .forEach(field -> types.descriptor(field.desc));
        return names;
    }

    private void add(
            boolean holder,
            Set<UnitId> needs,
            SortedMap<String, ClassFile> classFiles,
            SortedSet<String> snapshots,
            Collection<? extends Class<?>> members) {
        CodeUnit unit = new CodeUnit(
                CodeUnit.idOf(holder, needs, classFiles, snapshots),
                holder,
                List.copyOf(needs),
                List.of(),
                classFiles,
                snapshots);
        // One class from two loaders, defined from the same class file, is one class for the receiver.
        if (!membersOf.containsKey(unit.id())) {
            units.add(unit);
        }
        members.forEach(member -> unitOf.put(member, unit));
        membersOf.put(unit.id(), List.copyOf(members));
    }
}
