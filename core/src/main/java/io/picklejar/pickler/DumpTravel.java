package io.picklejar.pickler;

import io.picklejar.jvm.Travel;
import io.picklejar.protocol.Decider;
import io.picklejar.protocol.Decision;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decisions of a jar, and the classes that the code of one dump pulled in beyond them. */
final class DumpTravel implements Travel {
    private final Decider decider;

    /** By nest hosts: the members of a nest go together. */
    private final Map<Class<?>, String> pulledIn;

    /** Begins with what a dump that this one may repeat had pulled in. */
    DumpTravel(Decider decider, Map<Class<?>, String> pulledIn) {
        this.decider = decider;
        this.pulledIn = new HashMap<>(pulledIn);
    }

    Map<Class<?>, String> pulledIn() {
        return Map.copyOf(pulledIn);
    }

    Decision decide(Class<?> type) {
        Decision decision = decider.decide(type);
        if (decision.byValue() || pulledIn.isEmpty()) {
            return decision;
        }
        String why = pulledIn.get(elementOf(type).getNestHost());
        return why == null || decider.isPinned(elementOf(type)) ? decision : new Decision(true, "pulled in: " + why);
    }

    private static Class<?> elementOf(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    @Override
    public boolean isByValue(Class<?> type) {
        return decide(type).byValue();
    }

    @Override
    public String reason(Class<?> type) {
        return decide(type).reason();
    }

    @Override
    public @Nullable String pullIn(Class<?> type, String why) {
        if (decider.isPinned(type)) {
            return decider.decide(type).reason();
        }
        pulledIn.putIfAbsent(type.getNestHost(), why);
        return null;
    }

    @Override
    public Set<Class<?>> pulledInNests() {
        return Set.copyOf(pulledIn.keySet());
    }

    @Override
    public boolean isPulledIn(Class<?> type) {
        return !decider.decide(type).byValue() && isByValue(type);
    }

    @Override
    public boolean isKnownEverywhere(Class<?> type) {
        return decider.isKnownEverywhere(type);
    }
}
