package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.BufferCallback;
import io.picklejar.policy.UnitId;
import io.picklejar.protocol.ClassTable;
import io.picklejar.protocol.CodeSection;
import io.picklejar.protocol.Decider;
import io.picklejar.protocol.Decision;
import io.picklejar.protocol.Envelope;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.reconstruct.UnitRegistry;
import io.picklejar.reduce.ReceiverCode;
import io.picklejar.reduce.ShippedCode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private final DumpStream stream;
    private final @Nullable Contributors contributors;
    private final @Nullable ClassLoader referenceLoader;
    private final DumpTravel travel;
    private final PickleOutput[] pickle;
    private final ShippedCode.Result code;
    private final Tables tables;
    private final Walk walk;

    private Dump(
            PicklerConfig config,
            @Nullable Object value,
            @Nullable CanonicalOrder order,
            DumpStream stream,
            @Nullable Contributors contributors) {
        this.contributors = contributors;
        this.config = config;
        this.order = order;
        this.stream = stream;
        this.referenceLoader = Loaders.referenceLoader(config);
        Decider decider = config.deciders().decider(referenceLoader);
        TraceCache.Kept kept = config.traces().get(value, decider);
        Walk first = new Walk(new DumpTravel(decider, kept == null ? Map.of() : kept.pulledIn()), value);
        ShippedCode.Trace trace = first.run(kept == null ? null : kept.trace());
        if (kept != null && trace != kept.trace() && !kept.pulledIn().isEmpty()) {
            // What another dump pulled in must not decide what this one ships.
            first = new Walk(new DumpTravel(decider, Map.of()), value);
            trace = first.run(null);
        }
        this.walk = first;
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
        private Memo memo = new Memo(null);
        private PrunedObjects pruned = new PrunedObjects();

        Walk(DumpTravel travel, @Nullable Object value) {
            this.travel = travel;
            this.value = value;
        }

        ShippedCode.Trace run(ShippedCode.@Nullable Trace expected) {
            ShippedCode code = newCode(expected);
            boolean isWritten = write(code);
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
                isWritten = write(code);
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
        private boolean write(ShippedCode code) {
            tables = new Tables();
            memo = stream.newMemo();
            pruned.beginPass();
            if (contributors != null) {
                contributors.clear();
            }
            try {
                new GraphWriter(
                                config.plans(),
                                travel,
                                config.embedded(),
                                tables,
                                code,
                                pruned,
                                memo,
                                body,
                                order,
                                stream.outOfBand(),
                                contributors)
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
        return PickleOutput.join(dump(config, value, DumpStream.begin(null)).parts());
    }

    /** The pickle of an object, but for the buffers that the callback takes. */
    public static byte[] dump(PicklerConfig config, @Nullable Object value, BufferCallback buffers) {
        return PickleOutput.join(dump(config, value, DumpStream.begin(buffers)).parts());
    }

    /** Pickles the next object of a stream, which is to be told when it is written. */
    static Dump dump(PicklerConfig config, @Nullable Object value, DumpStream stream) {
        Dump dump = new Dump(config, value, orderOf(config), stream, null);
        if (dump.isClosure(value) && ClosureSize.isTooLarge(dump.size(), config.limits())) {
            dump.reportSize(value);
        }
        dump.registerOriginals();
        return dump;
    }

    private int size() {
        return Stream.of(pickle).mapToInt(PickleOutput::size).sum();
    }

    /** Whether somebody sends it in order to have it called: code travels with it, or it is a lambda. */
    private boolean isClosure(@Nullable Object value) {
        return (value != null && value.getClass().isHidden())
                || code.units().stream().anyMatch(unit -> !known(unit).isKnown());
    }

    /** Pickles the object again, to see what makes it large. */
    private void reportSize(@Nullable Object value) {
        Contributors largest = new Contributors(size() / 10);
        Dump again = new Dump(config, value, order, stream, largest);
        String what = value == null ? "null" : value.getClass().getName().replaceFirst("/.*", "");
        ClosureSize.report(what, size(), config.limits(), largest, again.code.units());
    }

    /** The pickle, in parts. */
    PickleOutput[] parts() {
        return pickle;
    }

    /** The numbers of the objects. */
    Memo memo() {
        return walk.memo;
    }

    /** Whether something of an object was left out, since nobody reads it. */
    boolean isPartial(Object object) {
        return walk.pruned.isPartial(object);
    }

    /** The units that travel, with the units they were linked with. */
    List<CodeUnit> units() {
        return code.units();
    }

    /** The pickle of an item of a container, to be compared with those of the others. */
    static byte[] alone(PicklerConfig config, @Nullable Object item, CanonicalOrder order) {
        return PickleOutput.join(new Dump(config, item, order, DumpStream.begin(null), null).pickle);
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
        Dump dump = new Dump(config, value, orderOf(config), DumpStream.begin(null), null);
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
        return new Explained(dump.size(), uses, dump.walk.pruned.leftOut(config.plans()), dump.code.warnings());
    }

    /**
     * What a pickle holds.
     *
     * @param bytes its size
     * @param classes its classes by name, those by value first
     * @param leftOut the fields that nobody reads
     * @param warnings what may be missing at the receiver
     */
    public record Explained(int bytes, Map<String, Use> classes, List<String> leftOut, List<String> warnings) {}

    /**
     * How a class travels.
     *
     * @param decision by value or by reference, and why
     * @param bytes the size of its class file in the pickle
     */
    public record Use(Decision decision, int bytes) {}

    private PickleOutput[] assemble(PickleOutput body) {
        Set<UnitId> stateful = new LinkedHashSet<>();
        for (Class<?> type : tables.withStatics()) {
            CodeUnit unit = code.unitOf().get(type);
            if (unit != null) {
                stateful.add(unit.id());
            }
        }
        List<CodeUnit> travelling = code.units().stream().map(this::known).toList();
        ClassTable classTable = tables.toClassTable(
                code.units(), code.unitOf(), type -> travel.isKnownEverywhere(type) ? null : ReceiverCode.pinOf(type));
        PickleOutput tablesAndCode = new PickleOutput(1024);
        new CodeSection(travelling, stateful, code.required()).write(tablesAndCode);
        classTable.write(tablesAndCode);
        return Envelope.wrap(stream.memoized(), tablesAndCode, body);
    }

    private CodeUnit known(CodeUnit unit) {
        return config.knownUnits().contains(unit.id()) || stream.hasSent(unit)
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
