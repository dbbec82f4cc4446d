package io.picklejar.jvm;

import io.picklejar.policy.UnitId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The by-value classes that have to be defined together, by one loader.
 *
 * @param id the content id
 * @param holder whether it is a code holder: a slice that lambdas need, whose static state belongs to a payload; the
 *     others are whole types, one per id and reference loader
 * @param needs the ids of the units that must be there for these classes to be defined; part of the id
 * @param links the ids of further units that these classes use, as far as the payload brings them; not part of the id
 * @param classFiles class files by binary name; empty if the receiver is taken to know the unit
 * @param snapshots the binary names of the classes whose static state comes from the pickle alone; part of the id
 */
public record CodeUnit(
        UnitId id,
        boolean holder,
        List<UnitId> needs,
        List<UnitId> links,
        SortedMap<String, ClassFile> classFiles,
        SortedSet<String> snapshots) {
    /** Set in the first byte that an id is computed over. */
    private static final int HOLDER = 1;

    private static final int SNAPSHOTS = 2;

    /** Copies the lists; the map and the set are kept and not to be changed. */
    public CodeUnit {
        needs = List.copyOf(needs);
        links = List.copyOf(links);
    }

    /** A unit whose static initializers all run. */
    public CodeUnit(
            UnitId id,
            boolean holder,
            List<UnitId> needs,
            List<UnitId> links,
            SortedMap<String, ClassFile> classFiles) {
        this(id, holder, needs, links, classFiles, new TreeSet<>());
    }

    /** This unit, using these further units. */
    public CodeUnit withLinks(Collection<UnitId> used) {
        return new CodeUnit(id, holder, needs, List.copyOf(used), classFiles, snapshots);
    }

    /** Whether only the id travels. */
    public boolean isKnown() {
        return classFiles.isEmpty();
    }

    /** The id that this content has. */
    public UnitId computedId() {
        return idOf(holder, new TreeSet<>(needs), classFiles, snapshots);
    }

    /** The id that a unit of this content has: the SHA-256 over its kind, its needs, its class files and its snapshots. */
    public static UnitId idOf(
            boolean holder,
            Collection<UnitId> needs,
            SortedMap<String, ClassFile> classFiles,
            SortedSet<String> snapshots) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
        digest.update((byte) ((holder ? HOLDER : 0) | (snapshots.isEmpty() ? 0 : SNAPSHOTS)));
        update(digest, needs.size());
        needs.forEach(need -> digest.update(need.toBytes()));
        classFiles.forEach((name, file) -> {
            update(digest, name);
            update(digest, file.bytes().length);
            digest.update(file.bytes());
        });
        if (!snapshots.isEmpty()) {
            update(digest, snapshots.size());
            snapshots.forEach(name -> update(digest, name));
        }
        return UnitId.of(digest.digest());
    }

    private static void update(MessageDigest digest, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        update(digest, utf8.length);
        digest.update(utf8);
    }

    private static void update(MessageDigest digest, int length) {
        digest.update(
                new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
    }
}
