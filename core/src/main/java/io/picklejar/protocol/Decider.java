package io.picklejar.protocol;

import io.picklejar.jvm.ClassCache;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodeOrigin;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each class whether it travels by reference or by value. A nest (JVMS 5.4.4) is decided as one, since its
 * members share their private parts.
 *
 * <p>cloudpickle: {@code _should_pickle_by_reference} and {@code _lookup_module_and_qualname}.
 */
public final class Decider {
    /** Known to every receiver: what PickleJar itself brings along, and the engines it is worn by. */
    private static final List<String> ENGINE_PACKAGES = List.of(
            "com.esotericsoftware.kryo.", "org.apache.flink.", "org.apache.beam.", "org.slf4j.", "org.jspecify.");

    /** PickleJar's own packages; not all of {@code io.picklejar}, where its examples and tests live, too. */
    private static final List<String> OWN_PACKAGES = List.of(
            "io.picklejar",
            "io.picklejar.error",
            "io.picklejar.policy",
            "io.picklejar.reduce",
            "io.picklejar.jvm",
            "io.picklejar.analyze",
            "io.picklejar.reconstruct",
            "io.picklejar.protocol",
            "io.picklejar.pickler",
            "io.picklejar.kryo",
            "io.picklejar.flink",
            "io.picklejar.beam");

    /**
     * A rule and what it asks for.
     *
     * @param byValue what becomes of the classes of the rule
     */
    public record Ruling(ClassRule rule, boolean byValue) {}

    private final List<Ruling> rulings;
    private final @Nullable ClassLoader referenceLoader;

    private final ClassCache<Decision> decided = new ClassCache<>() {
        @Override
        protected Decision computeValue(Class<?> type) {
            return decideAnew(type);
        }
    };

    /** Decides by the rulings, later ones first among equally close ones, and by the loader that resolves names. */
    public Decider(List<Ruling> rulings, @Nullable ClassLoader referenceLoader) {
        this.rulings = rulings;
        this.referenceLoader = referenceLoader;
    }

    /** The decision for a class; arrays are decided as their elements. Remembered for the life of this object. Thread-safe. */
    public Decision decide(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return decided.get(element);
    }

    /** Whether the class has to stay by reference: a rule says so, or every receiver has it. */
    public boolean isPinned(Class<?> type) {
        Decision explicit = explicit(type);
        return (explicit != null && !explicit.byValue()) || type.isPrimitive() || isKnownEverywhere(type);
    }

    /** Whether every receiver has the class: the JDK's, PickleJar's and those of the engines. */
    public boolean isKnownEverywhere(Class<?> type) {
        return CodeOrigin.isJdk(type) || isEngine(type);
    }

    private Decision decideAnew(Class<?> type) {
        if (type.isPrimitive()) {
            return Decision.byReference("a primitive type");
        }
        if (type.getName().startsWith(CodeOrigin.OUTLINED_PREFIX)) {
            return Decision.byValue("copies of lambda bodies, whose own names differ from build to build");
        }
        Decision explicit = explicit(type);
        if (explicit != null) {
            return explicit;
        }
        if (CodeOrigin.isJdk(type)) {
            return Decision.byReference("a class of the JDK");
        }
        if (isEngine(type)) {
            return Decision.byReference("a class of PickleJar or an engine");
        }
        Class<?> host = type.getNestHost();
        if (CodeOrigin.isDynamic(host)) {
            return Decision.byValue("loaded dynamically: no jar or directory has it");
        }
        if (CodeOrigin.isInjected(host)) {
            return Decision.byValue("defined at run time: its loader has no file of it");
        }
        return resolvesTo(host)
                ? Decision.byReference("the reference loader resolves its name")
                : Decision.byValue("the reference loader does not resolve its name to this class");
    }

    private @Nullable Decision explicit(Class<?> type) {
        Decision own = byRule(type);
        return own == null && type.getNestHost() != type ? byRule(type.getNestHost()) : own;
    }

    private @Nullable Decision byRule(Class<?> type) {
        Ruling closest = null;
        for (Ruling each : rulings) {
            if (each.rule().matches(type) && (closest == null || !closest.rule().isCloserThan(each.rule()))) {
                closest = each;
            }
        }
        if (closest == null || (closest.byValue() && (CodeOrigin.isJdk(type) || isPickleJar(type)))) {
            return null;
        }
        return new Decision(closest.byValue(), "rule " + closest.rule());
    }

    /** Of this very library, wherever it was loaded from: a second copy of it at the receiver would know nothing of the first. */
    public static boolean isPickleJar(Class<?> type) {
        return OWN_PACKAGES.contains(type.getPackageName())
                && Objects.equals(CodeOrigin.pathOf(type), CodeOrigin.pathOf(Decider.class));
    }

    private static boolean isEngine(Class<?> type) {
        return OWN_PACKAGES.contains(type.getPackageName())
                || ENGINE_PACKAGES.stream().anyMatch(type.getName()::startsWith);
    }

    private boolean resolvesTo(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, referenceLoader) == type;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        } catch (RuntimeException e) {
            // A loader that breaks its contract must not break the pickling of what it has nothing to do with.
            return false;
        }
    }
}
