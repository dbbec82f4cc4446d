package io.picklejar.reconstruct;

import java.lang.invoke.MethodHandles.Lookup;

/**
 * A class loader that vouches for the classes it defines.
 *
 * <p>Such classes live in the loader's own unnamed module, to which a lookup of PickleJar has no {@link Lookup#MODULE}
 * access; a lookup made inside that module has, and {@link java.lang.invoke.LambdaMetafactory} insists on it.
 */
public interface Anchored {
    /** A lookup with full privilege access inside the loader's unnamed module; never null. */
    Lookup anchor();
}
