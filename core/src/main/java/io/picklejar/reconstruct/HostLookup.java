package io.picklejar.reconstruct;

import io.picklejar.jvm.Access;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/**
 * Finds a lookup with full privilege access to a class, which {@link java.lang.invoke.LambdaMetafactory} demands.
 *
 * <p>The trusted lookup gives it for any class. Without one, a lookup of PickleJar is stripped of {@link Lookup#MODULE}
 * access when it moves to another module, and each class loader has an unnamed module of its own; then a lookup made
 * inside that module has to be found: the loader's anchor, or that of a class defined next to the host.
 */
final class HostLookup {
    private HostLookup() {}

    /** A lookup for lambdas that any class could have made: PickleJar's own, which needs no privilege. */
    static Lookup any() {
        return MethodHandles.lookup();
    }

    static Lookup in(Class<?> host) throws IllegalAccessException {
        Lookup lookup = Access.lookupIn(host);
        if (lookup.hasFullPrivilegeAccess()) {
            return lookup;
        }
        if (host.getClassLoader() instanceof Anchored loader) {
            return MethodHandles.privateLookupIn(host, loader.anchor());
        }
        return MethodHandles.privateLookupIn(host, anchorBeside(host, lookup));
    }

    private static Lookup anchorBeside(Class<?> host, Lookup lookup) throws IllegalAccessException {
        Class<?> anchor;
        try {
            anchor = lookup.defineClass(AnchorClass.bytesIn(host.getPackageName()));
        } catch (LinkageError definedBefore) {
            try {
                anchor = lookup.findClass(AnchorClass.nameIn(host.getPackageName()));
            } catch (ClassNotFoundException impossible) {
                throw definedBefore;
            }
        }
        return AnchorClass.lookupOf(anchor, lookup);
    }
}
