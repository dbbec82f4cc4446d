package io.picklejar.reconstruct;

import java.util.Set;

/** The classes of a unit that another unit needs. */
interface NeededClasses {
    /** Their binary names. */
    Set<String> names();

    /** The class of one of these names. */
    Class<?> load(String name) throws ClassNotFoundException;
}
