package io.picklejar.pickler;

import io.picklejar.policy.ClassRule;
import io.picklejar.protocol.Decider;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of a jar, kept as long as its rules, the rules of the process and the reference loader stay the same. Softly:
 * a jar may outlive the loaders it was used with. Thread-safe.
 */
public final class Deciders {
    private final List<Decider.Ruling> own;
    private final Supplier<List<ClassRule>> registered;
    private volatile SoftReference<@Nullable Kept> last = new SoftReference<>(null);

    private record Kept(
            Decider decider,
            List<ClassRule> registered,
            @Nullable ClassLoader referenceLoader) {}

    /**
     * The decisions of a jar.
     *
     * @param own its rules, in the order they were added
     * @param registered the by-value rules of the process: the same list as long as they are the same
     */
    public Deciders(List<Decider.Ruling> own, Supplier<List<ClassRule>> registered) {
        this.own = List.copyOf(own);
        this.registered = registered;
    }

    @SuppressWarnings("ReferenceEquality") // the list is replaced whenever it changes
    Decider decider(@Nullable ClassLoader referenceLoader) {
        List<ClassRule> now = registered.get();
        Kept kept = last.get();
        if (kept == null || kept.registered != now || kept.referenceLoader != referenceLoader) {
            List<Decider.Ruling> rulings = new ArrayList<>();
            now.forEach(rule -> rulings.add(new Decider.Ruling(rule, true)));
            rulings.addAll(own);
            kept = new Kept(new Decider(rulings, referenceLoader), now, referenceLoader);
            last = new SoftReference<>(kept);
        }
        return kept.decider;
    }
}
