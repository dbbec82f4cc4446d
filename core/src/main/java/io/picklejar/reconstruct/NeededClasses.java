package io.picklejar.reconstruct;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes of a unit that another unit needs. */
interface NeededClasses {
    /** Their binary names. */
    Set<String> names();

    /** The class of one of these names. */
    Class<?> load(String name) throws ClassNotFoundException;

    /** What the class file of one of them says, by its internal name; null if it is not known. */
    @Nullable
    MemberTable table(String internalName);

    /** The loader that defines them, or null if they are classes of this JVM. */
    @Nullable
    UnitLoader loader();
}
