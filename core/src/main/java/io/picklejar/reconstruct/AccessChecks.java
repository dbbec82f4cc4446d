package io.picklejar.reconstruct;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Which members of by-reference classes a shipped class could not use here, though it could at its origin.
 *
 * <p>Both were of one package there, or of one nest. Here they have different loaders and therefore neither in common
 * (JVMS 5.3, 5.4.4). What is protected stays usable for subclasses, as between packages.
 */
final class AccessChecks {
    private final Function<String, @Nullable MemberTable> tables;

    /** Checks by these tables of classes, by internal name; null for classes of the JDK and such as are not there. */
    AccessChecks(Function<String, @Nullable MemberTable> tables) {
        this.tables = tables;
    }

    /**
     * The class that declares a member, if the use of it would fail, else null.
     *
     * @param from the shipped class
     * @param owner the class that the use names
     * @param key as in {@link MemberTable#members}
     * @param use how it is used
     */
    @Nullable
    MemberTable refusing(String from, String owner, String key, Use use) {
        MemberTable named = owner.startsWith("[") ? null : table(owner);
        MemberTable declaring = named == null ? null : declaring(named, key);
        if (named == null || declaring == null || declaring.shipped()) {
            return null;
        }
        Integer access = declaring.members().get(key);
        boolean usable = access != null
                && (isPublic(access) || isUsableBySubclass(from, owner, declaring, access, use))
                && (named.shipped() || named.isPublic());
        return usable ? null : declaring;
    }

    /** How a member is used. */
    enum Use {
        STATIC,
        ON_OBJECT,
        SUPER,
        NEW
    }

    private static boolean isPublic(int access) {
        return (access & Opcodes.ACC_PUBLIC) != 0;
    }

    /** JVMS 5.4.4 and 4.10.1.8: a protected member, of an object that is of the using class. */
    private boolean isUsableBySubclass(String from, String owner, MemberTable declaring, int access, Use use) {
        if ((access & Opcodes.ACC_PROTECTED) == 0 || !isSubclass(from, declaring.name())) {
            return false;
        }
        return switch (use) {
            case STATIC, SUPER -> true;
            case ON_OBJECT -> isSubclass(owner, from);
            case NEW -> false;
        };
    }

    boolean isSubclass(String name, String of) {
        String each = name;
        while (each != null) {
            if (each.equals(of)) {
                return true;
            }
            MemberTable table = table(each);
            each = table == null ? null : table.superName();
        }
        return false;
    }

    /** Whether code can name the class here. */
    boolean isNameable(String name) {
        MemberTable table = table(name);
        return table == null || table.shipped() || table.isPublic();
    }

    /** Resolution of a field or method: superclasses, then superinterfaces; JVMS 5.4.3. */
    private @Nullable MemberTable declaring(MemberTable owner, String key) {
        for (MemberTable each = owner; each != null; each = table(each.superName())) {
            if (each.members().containsKey(key)) {
                return each;
            }
        }
        for (MemberTable each = owner; each != null; each = table(each.superName())) {
            for (String name : each.interfaces()) {
                MemberTable face = table(name);
                MemberTable found = face == null ? null : declaring(face, key);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable MemberTable table(@Nullable String name) {
        return name == null || name.startsWith("java/") ? null : tables.apply(name);
    }
}
