package io.picklejar.protocol;

import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.UnitId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The code that travels with a pickle.
 *
 * @param units the units, each after those it needs
 * @param stateful those among them whose static state the body sets
 * @param required the by-reference classes that the code needs for certain, as binary names
 */
public record CodeSection(List<CodeUnit> units, Set<UnitId> stateful, List<String> required) {
    private static final int HOLDER = 1;
    private static final int KNOWN = 2;
    private static final int STATEFUL = 4;
    private static final int SNAPSHOTS = 8;

    /** Copies the collections. */
    public CodeSection {
        units = List.copyOf(units);
        stateful = Set.copyOf(stateful);
        required = List.copyOf(required);
    }

    /** Writes the section. */
    public void write(PickleOutput out) {
        out.varint(units.size());
        List<UnitId> ids = units.stream().map(CodeUnit::id).toList();
        for (CodeUnit unit : units) {
            out.raw(unit.id().toBytes(), 0, UnitId.BYTES);
            out.u8((unit.holder() ? HOLDER : 0)
                    | (unit.isKnown() ? KNOWN : 0)
                    | (stateful.contains(unit.id()) ? STATEFUL : 0)
                    | (unit.snapshots().isEmpty() ? 0 : SNAPSHOTS));
            if (!unit.isKnown()) {
                out.varint(unit.needs().size());
                unit.needs().forEach(need -> out.varint(ids.indexOf(need)));
                out.varint(unit.links().size());
                unit.links().forEach(link -> out.varint(ids.indexOf(link)));
                out.varint(unit.classFiles().size());
                unit.classFiles().forEach((name, file) -> {
                    out.string(name);
                    out.bytes(file.bytes());
                });
                if (!unit.snapshots().isEmpty()) {
                    List<String> names = List.copyOf(unit.classFiles().keySet());
                    out.varint(unit.snapshots().size());
                    unit.snapshots().forEach(name -> out.varint(names.indexOf(name)));
                }
            }
        }
        out.varint(required.size());
        required.forEach(out::string);
    }

    /** Reads a section. Nothing in it is trusted yet. */
    public static CodeSection read(PickleInput in) {
        int count = in.checked(in.varint(), UnitId.BYTES + 1);
        List<CodeUnit> units = new ArrayList<>(count);
        List<List<Integer>> links = new ArrayList<>(count);
        Set<UnitId> stateful = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            byte[] hash = new byte[UnitId.BYTES];
            in.raw(hash, 0, hash.length);
            UnitId id = UnitId.of(hash);
            int flags = in.u8();
            if (flags > (HOLDER | KNOWN | STATEFUL | SNAPSHOTS)
                    || (flags & (KNOWN | SNAPSHOTS)) == (KNOWN | SNAPSHOTS)) {
                throw in.corrupt("unit flags " + flags);
            }
            if ((flags & STATEFUL) != 0) {
                stateful.add(id);
            }
            List<UnitId> needs = new ArrayList<>();
            List<Integer> linked = new ArrayList<>();
            links.add(linked);
            SortedMap<String, ClassFile> classFiles = new TreeMap<>();
            SortedSet<String> snapshots = new TreeSet<>();
            if ((flags & KNOWN) == 0) {
                int needCount = in.count();
                for (int k = 0; k < needCount; k++) {
                    needs.add(units.get(in.index(i)).id());
                }
                int linkCount = in.count();
                for (int k = 0; k < linkCount; k++) {
                    linked.add(in.index(count));
                }
                int classCount = in.count();
                for (int k = 0; k < classCount; k++) {
                    String name = in.string();
                    ClassFile file = new ClassFile(in.bytes());
                    if (!file.hasMagic() || classFiles.put(name, file) != null) {
                        throw in.corrupt("a bad class file for " + name);
                    }
                }
                if (classFiles.isEmpty()) {
                    throw in.corrupt("a unit without classes");
                }
                if ((flags & SNAPSHOTS) != 0) {
                    List<String> names = List.copyOf(classFiles.keySet());
                    int snapshotCount = in.count();
                    for (int k = 0; k < snapshotCount; k++) {
                        snapshots.add(names.get(in.index(names.size())));
                    }
                }
            }
            units.add(new CodeUnit(id, (flags & HOLDER) != 0, needs, List.of(), classFiles, snapshots));
        }
        List<UnitId> ids = units.stream().map(CodeUnit::id).toList();
        for (int i = 0; i < count; i++) {
            units.set(
                    i,
                    units.get(i).withLinks(links.get(i).stream().map(ids::get).toList()));
        }
        int requiredCount = in.count();
        List<String> required = new ArrayList<>(requiredCount);
        for (int i = 0; i < requiredCount; i++) {
            required.add(in.string());
        }
        return new CodeSection(units, stateful, required);
    }
}
