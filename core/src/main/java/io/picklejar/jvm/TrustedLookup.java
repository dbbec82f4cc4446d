package io.picklejar.jvm;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The ways to a lookup that may do everything, tried in order once per JVM.
 *
 * <p>{@code opens}: the field {@code Lookup.IMPL_LOOKUP}, for JVMs started with {@code --add-opens
 * java.base/java.lang.invoke=ALL-UNNAMED} or a manifest that says so. {@code reflection-factory}: {@code
 * sun.reflect.ReflectionFactory.newConstructorForSerialization} makes a constructor of the very class it is asked for
 * accessible (JDK 17 to 28, silently); the module {@code jdk.unsupported} may be absent, hence no static link to it.
 */
record TrustedLookup(@Nullable Lookup lookup, String tier) {
    private static final String PROPERTY = "io.picklejar.access";

    /** Asks the tiers that the system property {@code io.picklejar.access} permits; an unknown value permits none. */
    static TrustedLookup probe() {
        String permitted = System.getProperty(PROPERTY, "auto");
        Lookup lookup = permits(permitted, "opens") ? throughOpens() : null;
        if (lookup != null) {
            return new TrustedLookup(lookup, "opens");
        }
        lookup = permits(permitted, "reflection-factory") ? throughReflectionFactory() : null;
        return lookup == null ? new TrustedLookup(null, "none") : new TrustedLookup(lookup, "reflection-factory");
    }

    private static boolean permits(String permitted, String tier) {
        return permitted.equals("auto") || permitted.equals(tier);
    }

    private static @Nullable Lookup throughOpens() {
        try {
            Field field = Lookup.class.getDeclaredField("IMPL_LOOKUP");
            return field.trySetAccessible() ? (Lookup) field.get(null) : null;
        } catch (ReflectiveOperationException | RuntimeException absent) {
            return null;
        }
    }

    private static @Nullable Lookup throughReflectionFactory() {
        try {
            // Lookup(Class<?> lookupClass, Class<?> previousLookupClass, int allowedModes); -1 is Lookup.TRUSTED.
            Constructor<?> constructor = Lookup.class.getDeclaredConstructor(Class.class, Class.class, int.class);
            Constructor<?> accessible = Allocation.serializationConstructor(Lookup.class, constructor);
            Lookup lookup = (Lookup) accessible.newInstance(Object.class, null, -1);
            // Prove it: a lookup without the privilege refuses here.
            lookup.findStaticGetter(Lookup.class, "IMPL_LOOKUP", Lookup.class);
            return lookup;
        } catch (ReflectiveOperationException | RuntimeException absent) {
            return null;
        }
    }
}
