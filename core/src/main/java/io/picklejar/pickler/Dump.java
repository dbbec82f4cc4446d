package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.UnitId;
import io.picklejar.protocol.ClassTable;
import io.picklejar.protocol.CodeSection;
import io.picklejar.protocol.Decider;
import io.picklejar.protocol.Decision;
import io.picklejar.protocol.Envelope;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.reconstruct.UnitRegistry;
import io.picklejar.reduce.ShippedCode;
import java.util.ArrayList;
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
 * learned; each walk knows more than the one before, so this ends.
 */
public final class Dump {
    private final PicklerConfig config;
    private final @Nullable ClassLoader referenceLoader;
    private final Decider decider;
    private final byte[] pickle;
    private final ShippedCode.Units units;
    private final Tables tables;

    private Dump(PicklerConfig config, @Nullable Object value) {
        this.config = config;
        this.referenceLoader = Loaders.referenceLoader(config);
        this.decider = new Decider(rulings(config), referenceLoader);
        ShippedCode code = new ShippedCode(type -> decider.decide(type).byValue());
        PrunedObjects pruned = new PrunedObjects();
        PickleOutput body = new PickleOutput(256);
        Tables pass = write(code, pruned, body, value);
        while (!pruned.areRight(code, config.plans())) {
            code = code.restarted();
            body = new PickleOutput(body.size() + 64);
            pass = write(code, pruned, body, value);
        }
        this.tables = pass;
        try {
            this.units = code.cut(config.debugInfo());
        } catch (CodeProblemException e) {
            throw e.at(ObjectPath.root());
        }
        this.pickle = assemble(code, body);
    }

    /** The pickle of an object. */
    public static byte[] dump(PicklerConfig config, @Nullable Object value) {
        Dump dump = new Dump(config, value);
        dump.registerOriginals();
        return dump.pickle;
    }

    /** Whether a class would travel by value. */
    public static boolean isByValue(PicklerConfig config, Class<?> type) {
        return new Decider(rulings(config), Loaders.referenceLoader(config))
                .decide(type)
                .byValue();
    }

    /** The pickle of an object, and what is in it. */
    public static Explained explain(PicklerConfig config, @Nullable Object value) {
        Dump dump = new Dump(config, value);
        Map<String, Use> byValue = new TreeMap<>();
        dump.units.byClass().forEach((type, unit) -> {
            ClassFile file = unit.classFiles().get(type.getName());
            byValue.put(type.getName(), new Use(dump.decider.decide(type), file == null ? 0 : file.bytes().length));
        });
        Map<String, Use> byReference = new TreeMap<>();
        for (Class<?> type : dump.tables.classes()) {
            if (!dump.units.byClass().containsKey(type) && !type.isPrimitive() && !type.isArray()) {
                byReference.put(type.getName(), new Use(dump.decider.decide(type), 0));
            }
        }
        Map<String, Use> uses = new LinkedHashMap<>(byValue);
        byReference.forEach(uses::putIfAbsent);
        return new Explained(dump.pickle.length, uses);
    }

    /**
     * What a pickle holds.
     *
     * @param bytes its size
     * @param classes its classes by name, those by value first
     */
    public record Explained(int bytes, Map<String, Use> classes) {}

    /**
     * How a class travels.
     *
     * @param decision by value or by reference, and why
     * @param bytes the size of its class file in the pickle
     */
    public record Use(Decision decision, int bytes) {}

    private static List<Decider.Ruling> rulings(PicklerConfig config) {
        List<Decider.Ruling> rulings = new ArrayList<>();
        for (ClassRule rule : config.registered().get()) {
            rulings.add(new Decider.Ruling(rule, true));
        }
        rulings.addAll(config.rulings());
        return rulings;
    }

    private Tables write(ShippedCode code, PrunedObjects pruned, PickleOutput body, @Nullable Object value) {
        Tables pass = new Tables();
        pruned.beginPass();
        new GraphWriter(config.plans(), decider, pass, code, pruned, new Memo(), body).write(value);
        return pass;
    }

    private byte[] assemble(ShippedCode code, PickleOutput body) {
        Set<UnitId> stateful = new LinkedHashSet<>();
        for (Class<?> type : tables.withStatics()) {
            CodeUnit unit = units.byClass().get(type);
            if (unit != null && unit.holder()) {
                stateful.add(unit.id());
            }
        }
        List<CodeUnit> travelling = units.inOrder().stream().map(this::known).toList();
        ClassTable classTable = tables.toClassTable(units.inOrder(), units.byClass());
        PickleOutput content = new PickleOutput(body.size() + 1024);
        new CodeSection(travelling, stateful, List.copyOf(code.required())).write(content);
        classTable.write(content);
        byte[] instructions = body.toBytes();
        content.raw(instructions, 0, instructions.length);
        return Envelope.wrap(content);
    }

    private CodeUnit known(CodeUnit unit) {
        return config.knownUnits().contains(unit.id())
                ? new CodeUnit(unit.id(), unit.holder(), List.of(), new TreeMap<>())
                : unit;
    }

    private void registerOriginals() {
        if (units.inOrder().isEmpty()) {
            return;
        }
        UnitRegistry registry = UnitRegistry.of(referenceLoader);
        for (CodeUnit unit : units.inOrder()) {
            List<Class<?>> originals = new ArrayList<>();
            units.byClass().forEach((type, of) -> {
                if (of.id().equals(unit.id())) {
                    originals.add(type);
                }
            });
            registry.registerOriginals(unit, originals);
        }
    }
}
