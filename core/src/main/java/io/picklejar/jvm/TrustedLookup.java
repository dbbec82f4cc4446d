package io.picklejar.jvm;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways to a lookup that may do everything, tried in order once per JVM.
 *
 * <p>{@code opens}: the field {@code Lookup.IMPL_LOOKUP}, for JVMs started with {@code --add-opens
 * java.base/java.lang.invoke=ALL-UNNAMED} or a manifest that says so. {@code reflection-factory}: {@code
 * sun.reflect.ReflectionFactory.newConstructorForSerialization} makes a constructor of the very class it is asked for
 * accessible (JDK 17 to 28, silently); the module {@code jdk.unsupported} may be absent, hence no static link to it.
 * {@code agent}: PickleJar's agent opens the package as the option does, {@code Instrumentation.redefineModule}.
 */
record TrustedLookup(@Nullable Lookup lookup, String tier) {
    private static final String PROPERTY = "io.picklejar.access";
    private static final String ANY = "auto";
    private static final String PERMITTED = System.getProperty(PROPERTY, ANY);

    private static final TrustedLookup NONE = new TrustedLookup(null, "none");

    /** A tier by its name in the property, and how it gets the lookup: null where it does not. */
    private record Tier(String name, Supplier<@Nullable Lookup> lookup) {}

    private static final List<Tier> TIERS = List.of(
            new Tier("opens", TrustedLookup::throughOpens),
            new Tier("reflection-factory", TrustedLookup::throughReflectionFactory),
            new Tier("agent", TrustedLookup::throughAgent));

    private static final List<String> KNOWN = Stream.of(
                    Stream.of(ANY), TIERS.stream().map(Tier::name), Stream.of(NONE.tier()))
            .flatMap(names -> names)
            .toList();

    /** Asks the tiers that the system property {@code io.picklejar.access} permits; an unknown value permits none. */
    static TrustedLookup probe() {
        for (Tier tier : TIERS) {
            if (PERMITTED.equals(ANY) || PERMITTED.equals(tier.name())) {
                Lookup lookup = tier.lookup().get();
                if (lookup != null) {
                    return new TrustedLookup(lookup, tier.name());
                }
            }
        }
        return NONE;
    }

    /** Fails if the system property names no tier: who misspells {@code none} is not to get privilege. */
    static void requireKnownTier() {
        if (!KNOWN.contains(PERMITTED)) {
            throw new IllegalArgumentException("-D" + PROPERTY + "=" + PERMITTED
                    + " names no way of privileged access; choose one of " + String.join(", ", KNOWN));
        }
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

    private static @Nullable Lookup throughAgent() {
        return AgentLink.openJavaLangInvoke() ? throughOpens() : null;
    }
}
