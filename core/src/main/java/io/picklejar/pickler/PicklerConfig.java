package io.picklejar.pickler;

import io.picklejar.policy.CodePolicy;
import io.picklejar.policy.DebugInfo;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.Limits;
import io.picklejar.policy.UnitId;
import io.picklejar.reduce.ReducerOverride;
import java.io.ObjectInputFilter;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The options of a jar as the engine uses them.
 *
 * @param deciders what travels by value
 * @param referenceLoader resolves names, or null for the context class loader of the thread
 * @param plans the dispatch table
 * @param traces what earlier dumps found out about code
 * @param embedded which by-reference classes' lambdas bring a copy of their code along
 * @param statics which classes leave their static initializers at home
 * @param isolation who shares code holders at load
 * @param debugInfo what of shipped class files' debug information travels
 * @param codePolicy which code may be defined at load
 * @param classFilter which classes a pickle may name at load, beside the JVM's own filter
 * @param limits how much a pickle may ask for
 * @param knownUnits units that travel as an id alone
 * @param deterministic whether hash containers travel in canonical order
 */
public record PicklerConfig(
        Deciders deciders,
        @Nullable ClassLoader referenceLoader,
        Plans plans,
        TraceCache traces,
        Predicate<Class<?>> embedded,
        StaticsRules statics,
        Isolation isolation,
        DebugInfo debugInfo,
        CodePolicy codePolicy,
        @Nullable ObjectInputFilter classFilter,
        Limits limits,
        Set<UnitId> knownUnits,
        boolean deterministic) {
    /** These options, with an override that is asked before the jar's own. */
    public PicklerConfig withOverride(ReducerOverride first) {
        return new PicklerConfig(
                deciders,
                referenceLoader,
                plans.withOverride(first),
                traces,
                embedded,
                statics,
                isolation,
                debugInfo,
                codePolicy,
                classFilter,
                limits,
                knownUnits,
                deterministic);
    }
}
