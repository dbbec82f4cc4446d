package io.picklejar.jvm;

import io.picklejar.policy.UnitId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * The by-value classes that have to be defined together, by one loader.
 *
 * @param id the content id
 * @param holder whether it is a code holder: a slice that lambdas need, whose static state belongs to a payload; the
 *     others are whole types, one per id and reference loader
 * @param needs the ids of the units that must be there for these classes to be defined; part of the id
 * @param links the ids of further units that these classes use, as far as the payload brings them; not part of the id
 * @param classFiles class files by binary name; empty if the receiver is taken to know the unit
 */
public record CodeUnit(
        UnitId id, boolean holder, List<UnitId> needs, List<UnitId> links, SortedMap<String, ClassFile> classFiles) {
    /** Copies the lists; the map is kept and not to be changed. */
    public CodeUnit {
        needs = List.copyOf(needs);
        links = List.copyOf(links);
    }

    /** This unit, using these further units. */
    public CodeUnit withLinks(Collection<UnitId> used) {
        return new CodeUnit(id, holder, needs, List.copyOf(used), classFiles);
    }

    /** Whether only the id travels. */
    public boolean isKnown() {
        return classFiles.isEmpty();
    }

    /** The id that a unit of this content has: the SHA-256 over its kind, its needs and its class files. */
    public static UnitId idOf(boolean holder, Collection<UnitId> needs, SortedMap<String, ClassFile> classFiles) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
        digest.update((byte) (holder ? 1 : 0));
        update(digest, needs.size());
        needs.forEach(need -> digest.update(need.toBytes()));
        classFiles.forEach((name, file) -> {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            update(digest, utf8.length);
            digest.update(utf8);
            update(digest, file.bytes().length);
            digest.update(file.bytes());
        });
        return UnitId.of(digest.digest());
    }

    private static void update(MessageDigest digest, int length) {
        digest.update(
                new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
    }
}
