package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.UnitId;
import io.picklejar.protocol.ClassTable;
import io.picklejar.protocol.CodeSection;
import io.picklejar.protocol.Decider;
import io.picklejar.protocol.Decision;
import io.picklejar.protocol.Envelope;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.reconstruct.UnitRegistry;
import io.picklejar.reduce.ShippedCode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pickles one object.
 *
 * <p>A walk writes the body and learns what code has to travel. Mostly one walk is enough. If it left out fields of a
 * captured {@code this} that code found later does read, it is done again, knowing from the start what the last one
 * learned; each walk knows more than the one before, so this ends. If the code pulled in classes that were taken for
 * by-reference ones, it is done again from the start, with these by value: so the bytes are those of a dump that knew them
 * all along.
 */
public final class Dump {
    private final PicklerConfig config;
    private final @Nullable CanonicalOrder order;
    private final @Nullable ClassLoader referenceLoader;
    private final DumpTravel travel;
    private final byte[] pickle;
    private final ShippedCode.Result code;
    private final Tables tables;

    private Dump(PicklerConfig config, @Nullable Object value, @Nullable CanonicalOrder order) {
        this.config = config;
        this.order = order;
        this.referenceLoader = Loaders.referenceLoader(config);
        Decider decider = config.deciders().decider(referenceLoader);
        TraceCache.Kept kept = config.traces().get(value, decider);
        Walk walk = new Walk(new DumpTravel(decider, kept == null ? Map.of() : kept.pulledIn()), value);
        ShippedCode.Trace trace = walk.run(kept == null ? null : kept.trace());
        if (kept != null && trace != kept.trace() && !kept.pulledIn().isEmpty()) {
            // What another dump pulled in must not decide what this one ships.
            walk = new Walk(new DumpTravel(decider, Map.of()), value);
            trace = walk.run(null);
        }
        this.travel = walk.travel;
        this.tables = walk.tables;
        this.code = trace.result();
        config.traces().put(value, new TraceCache.Kept(trace, decider, travel.pulledIn()));
        this.pickle = assemble(walk.body);
    }

    /** Writes the body, as often as it takes. */
    private final class Walk {
        private final DumpTravel travel;
        private final @Nullable Object value;
        private Tables tables = new Tables();
        private PickleOutput body = new PickleOutput(256);

        Walk(DumpTravel travel, @Nullable Object value) {
            this.travel = travel;
            this.value = value;
        }

        ShippedCode.Trace run(ShippedCode.@Nullable Trace expected) {
            ShippedCode code = newCode(expected);
            PrunedObjects pruned = new PrunedObjects();
            boolean isWritten = write(code, pruned);
            while (true) {
                if (!isWritten || !pruned.areRight(code, config.plans())) {
                    code = code.restarted();
                } else if (!settles(code)) {
                    code = newCode(null);
                    pruned = new PrunedObjects();
                } else {
                    return code.finish();
                }
                body = new PickleOutput(body.size() + 64);
                isWritten = write(code, pruned);
            }
        }

        private ShippedCode newCode(ShippedCode.@Nullable Trace expected) {
            return new ShippedCode(travel, config.statics()::isSnapshot, config.debugInfo(), expected);
        }

        private boolean settles(ShippedCode code) {
            try {
                return code.settle();
            } catch (CodeProblemException e) {
                throw e.at(ObjectPath.root());
            }
        }

        /** Walks once; false if statics came up in the midst of an object that they need, and are better written first. */
        private boolean write(ShippedCode code, PrunedObjects pruned) {
            tables = new Tables();
            pruned.beginPass();
            try {
                new GraphWriter(
                                config.plans(),
                                travel,
                                config.embedded(),
                                tables,
                                code,
                                pruned,
                                new Memo(),
                                body,
                                order)
                        .write(value);
                return true;
            } catch (PicklingException e) {
                if (e.problem() == Problem.CYCLE_THROUGH_ARGUMENTS && code.hasLearned()) {
                    return false;
                }
                throw e;
            }
        }
    }

    /** The pickle of an object. */
    public static byte[] dump(PicklerConfig config, @Nullable Object value) {
        Dump dump = new Dump(config, value, orderOf(config));
        dump.registerOriginals();
        return dump.pickle;
    }

    /** The pickle of an item of a container, to be compared with those of the others. */
    static byte[] alone(PicklerConfig config, @Nullable Object item, CanonicalOrder order) {
        return new Dump(config, item, order).pickle;
    }

    private static @Nullable CanonicalOrder orderOf(PicklerConfig config) {
        return config.deterministic() ? new CanonicalOrder(config) : null;
    }

    /** Whether a class would travel by value. */
    public static boolean isByValue(PicklerConfig config, Class<?> type) {
        return config.deciders()
                .decider(Loaders.referenceLoader(config))
                .decide(type)
                .byValue();
    }

    /** The pickle of an object, and what is in it. */
    public static Explained explain(PicklerConfig config, @Nullable Object value) {
        Dump dump = new Dump(config, value, orderOf(config));
        Map<String, Use> byValue = new TreeMap<>();
        dump.code.unitOf().forEach((type, unit) -> {
            ClassFile file = unit.classFiles().get(type.getName());
            byValue.put(type.getName(), new Use(dump.travel.decide(type), file == null ? 0 : file.bytes().length));
        });
        Map<String, Use> byReference = new TreeMap<>();
        for (Class<?> type : dump.tables.classes()) {
            if (!dump.code.unitOf().containsKey(type) && !type.isPrimitive() && !type.isArray()) {
                byReference.put(type.getName(), new Use(dump.travel.decide(type), 0));
            }
        }
        Map<String, Use> uses = new LinkedHashMap<>(byValue);
        byReference.forEach(uses::putIfAbsent);
        return new Explained(dump.pickle.length, uses, dump.code.warnings());
    }

    /**
     * What a pickle holds.
     *
     * @param bytes its size
     * @param classes its classes by name, those by value first
     * @param warnings what may be missing at the receiver
     */
    public record Explained(int bytes, Map<String, Use> classes, List<String> warnings) {}

    /**
     * How a class travels.
     *
     * @param decision by value or by reference, and why
     * @param bytes the size of its class file in the pickle
     */
    public record Use(Decision decision, int bytes) {}

    private byte[] assemble(PickleOutput body) {
        Set<UnitId> stateful = new LinkedHashSet<>();
        for (Class<?> type : tables.withStatics()) {
            CodeUnit unit = code.unitOf().get(type);
            if (unit != null) {
                stateful.add(unit.id());
            }
        }
        List<CodeUnit> travelling = code.units().stream().map(this::known).toList();
        ClassTable classTable = tables.toClassTable(code.units(), code.unitOf());
        PickleOutput content = new PickleOutput(body.size() + 1024);
        new CodeSection(travelling, stateful, code.required()).write(content);
        classTable.write(content);
        byte[] instructions = body.toBytes();
        content.raw(instructions, 0, instructions.length);
        return Envelope.wrap(content);
    }

    private CodeUnit known(CodeUnit unit) {
        return config.knownUnits().contains(unit.id())
                ? new CodeUnit(unit.id(), unit.holder(), List.of(), List.of(), new TreeMap<>())
                : unit;
    }

    private void registerOriginals() {
        if (code.units().isEmpty()) {
            return;
        }
        UnitRegistry registry = UnitRegistry.of(referenceLoader);
        for (CodeUnit unit : code.units()) {
            if (!registry.knows(unit.id())) {
                registry.registerOriginals(unit, code.membersOf().getOrDefault(unit.id(), List.of()));
            }
        }
    }
}
