package io.picklejar.pickler;

import io.picklejar.policy.ClassRule;
import io.picklejar.policy.Statics;
import io.picklejar.reconstruct.ShippedStatics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which classes leave their static initializers at home: by the closest rule for the class, else by that for its nest
 * host (JVMS 5.4.4), else as the jar says. A class that came in a pickle keeps the mode it came with.
 *
 * @param rules in the order they were added; of equally close ones the last counts
 * @param standard the mode of classes without a rule
 */
public record StaticsRules(List<Ruling> rules, Statics standard) {
    /**
     * A rule and what it asks for.
     *
     * @param mode what becomes of the statics of the rule's classes
     */
    public record Ruling(ClassRule rule, Statics mode) {}

    /** Copies the list. */
    public StaticsRules {
        rules = List.copyOf(rules);
    }

    boolean isSnapshot(Class<?> type) {
        Statics shipped = ShippedStatics.modeOf(type);
        return (shipped != null ? shipped : modeOf(type)) == Statics.SNAPSHOT;
    }

    private Statics modeOf(Class<?> type) {
        Statics own = byRule(type);
        Statics decided = own != null ? own : byRule(type.getNestHost());
        return decided != null ? decided : standard;
    }

    private @Nullable Statics byRule(Class<?> type) {
        Ruling closest = null;
        for (Ruling each : rules) {
            if (each.rule().matches(type) && (closest == null || !closest.rule().isCloserThan(each.rule()))) {
                closest = each;
            }
        }
        return closest == null ? null : closest.mode();
    }
}
