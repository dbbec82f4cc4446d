package io.picklejar.pickler;

import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodePolicy;
import io.picklejar.policy.DebugInfo;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.Limits;
import io.picklejar.policy.UnitId;
import io.picklejar.protocol.Decider;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options of a jar as the engine uses them.
 *
 * @param rulings the jar's rules, in the order they were added
 * @param registered by-value rules of the process, asked at each dump
 * @param referenceLoader resolves names, or null for the context class loader of the thread
 * @param plans the dispatch table
 * @param isolation who shares code holders at load
 * @param debugInfo what of shipped class files' debug information travels
 * @param codePolicy which code may be defined at load
 * @param limits how much a pickle may ask for at load
 * @param knownUnits units that travel as an id alone
 */
public record PicklerConfig(
        List<Decider.Ruling> rulings,
        Supplier<Iterable<ClassRule>> registered,
        @Nullable ClassLoader referenceLoader,
        Plans plans,
        Isolation isolation,
        DebugInfo debugInfo,
        CodePolicy codePolicy,
        Limits limits,
        Set<UnitId> knownUnits) {}
