package io.picklejar.beam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * What Beam would answer without this library. {@code SerializableCoder}, which takes whatever says that it is
 * Serializable, does not count. Thread-safe.
 */
final class OtherCoders {
    /** For these Beam asks once more for what they hold; its answer depends on us. */
    private static final Set<Class<?>> CONTAINERS =
            Set.of(Iterable.class, List.class, Set.class, Map.class, Optional.class);

    private OtherCoders() {}

    /** Whether Beam, an annotation or another library on the class path has a coder for the type. */
    static boolean existFor(TypeDescriptor<?> type) {
        Class<?> raw = type.getRawType();
        if (CONTAINERS.contains(raw) || raw.isAnnotationPresent(DefaultCoder.class)) {
            return true;
        }
        try {
            return isBetter(Defaults.REGISTRY.getCoder(type));
        } catch (CannotProvideCoderException e) {
            return false;
        }
    }

    /** Whether another library on the class path has registered a coder for the type. */
    static boolean areRegisteredFor(TypeDescriptor<?> type) {
        for (CoderProvider provider : Registered.PROVIDERS) {
            try {
                if (isBetter(provider.coderFor(type, List.of()))) {
                    return true;
                }
            } catch (CannotProvideCoderException e) {
                // Not this one.
            }
        }
        return false;
    }

    private static boolean isBetter(Coder<?> coder) {
        return !(coder instanceof SerializableCoder) && !(coder instanceof PickleCoder);
    }

    /** Initialized when first asked, not while Beam's own registry is. */
    private static final class Defaults {
        static final CoderRegistry REGISTRY = CoderRegistry.createDefault();
    }

    /** Likewise. Beam sorts registrars by class name, which says nothing about who knows the type best. */
    private static final class Registered {
        static final List<CoderProvider> PROVIDERS = load();

        private static List<CoderProvider> load() {
            List<CoderProvider> providers = new ArrayList<>();
            for (CoderProviderRegistrar registrar :
                    ServiceLoader.load(CoderProviderRegistrar.class, Pickling.classLoader(null))) {
                if (!(registrar instanceof PickleCoderRegistrar)) {
                    providers.addAll(registrar.getCoderProviders());
                }
            }
            return List.copyOf(providers);
        }
    }
}
