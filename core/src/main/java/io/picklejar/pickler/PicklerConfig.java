package io.picklejar.pickler;

import io.picklejar.policy.CodePolicy;
import io.picklejar.policy.DebugInfo;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.Limits;
import io.picklejar.policy.UnitId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a jar as the engine uses them.
 *
 * @param deciders what travels by value
 * @param referenceLoader resolves names, or null for the context class loader of the thread
 * @param plans the dispatch table
 * @param traces what earlier dumps found out about code
 * @param isolation who shares code holders at load
 * @param debugInfo what of shipped class files' debug information travels
 * @param codePolicy which code may be defined at load
 * @param limits how much a pickle may ask for at load
 * @param knownUnits units that travel as an id alone
 * @param deterministic whether hash containers travel in canonical order
 */
public record PicklerConfig(
        Deciders deciders,
        @Nullable ClassLoader referenceLoader,
        Plans plans,
        TraceCache traces,
        Isolation isolation,
        DebugInfo debugInfo,
        CodePolicy codePolicy,
        Limits limits,
        Set<UnitId> knownUnits,
        boolean deterministic) {}
