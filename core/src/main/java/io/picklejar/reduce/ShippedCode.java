package io.picklejar.reduce;

import io.picklejar.analyze.CodeCut;
import io.picklejar.analyze.Coupling;
import io.picklejar.analyze.Reach;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.jvm.Travel;
import io.picklejar.policy.DebugInfo;
import io.picklejar.policy.UnitId;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The code that one dump ships: what the graph walk finds goes in, units come out. For the engine only.
 *
 * <p>Analysis is the expensive part of a dump, and mostly its outcome is that of the last dump of such an object. So the
 * questions of a dump and their answers are kept as a {@link Trace}. As long as a dump asks what the traced one asked, it
 * gets the same answers without any analysis; from the first other question on, it is on its own. (A record of a by-value
 * class took 250 to 600 microseconds to dump before, 20 after.)
 */
public final class ShippedCode {
    private final Travel travel;
    private final Predicate<Class<?>> snapshot;
    private final DebugInfo debug;
    private final @Nullable Trace expected;
    private final List<Event> events = new ArrayList<>();

    /** The events of the walks that this one repeats. */
    private final List<Event> before = new ArrayList<>();

    private final Set<Object> roots = new HashSet<>();
    private @Nullable Reach reach;
    private @Nullable CodeCut cut;
    private boolean restarted;

    /** How code hangs on the object graph. */
    private enum Root {
        LAMBDA,
        INSTANCE,
        CAPTURED,
        CAPTURED_VALUE
    }

    /** A question of the graph walk, with its answer. */
    private sealed interface Event {
        /** A root was added; the answer are the statics that it brought up. */
        record Added(Root how, Object what, List<Field> answer) implements Event {}

        /** It was asked whether a captured value stays among by-value code. */
        record Enclosed(LambdaRecipe recipe, int captured, boolean answer) implements Event {}

        /** It was asked which of the fields are read so far. */
        record Asked(List<Field> fields, List<Field> answer) implements Event {}
    }

    /** The questions and answers of a dump, and what it shipped. Immutable; keeps the classes in it alive. */
    public static final class Trace {
        private final List<Event> events;
        private final Result result;
        private final boolean complete;

        private Trace(List<Event> events, Result result, boolean complete) {
            this.events = List.copyOf(events);
            this.result = result;
            this.complete = complete;
        }

        /** Whether the trace tells all questions; not so of a walk that began with what another one had learned. */
        public boolean isComplete() {
            return complete;
        }

        /** What the dump shipped. */
        public Result result() {
            return result;
        }
    }

    /**
     * The code of a dump.
     *
     * @param units each after those it needs
     * @param unitOf the unit of each class that travels by value
     * @param membersOf the classes of each unit
     * @param required the by-reference classes outside the JDK that the code needs for certain, as binary names
     * @param warnings what the code may need beyond that, in words
     */
    public record Result(
            List<CodeUnit> units,
            Map<Class<?>, CodeUnit> unitOf,
            Map<UnitId, List<Class<?>>> membersOf,
            List<String> required,
            List<String> warnings) {
        private static final Result NONE = new Result(List.of(), Map.of(), Map.of(), List.of(), List.of());
    }

    /**
     * No code yet.
     *
     * @param travel which classes travel by value
     * @param snapshot whose static state, of those that do, comes from the pickle alone
     * @param debug what of their debug information travels
     * @param expected the trace of a dump that this one may turn out to repeat, or null
     */
    public ShippedCode(Travel travel, Predicate<Class<?>> snapshot, DebugInfo debug, @Nullable Trace expected) {
        this.travel = travel;
        this.snapshot = snapshot;
        this.debug = debug;
        this.expected = expected;
    }

    /** A new start that knows from the beginning what this one learned; the statics come with the first question. */
    public ShippedCode restarted() {
        ShippedCode next = new ShippedCode(travel, snapshot, debug, null);
        next.restarted = true;
        next.before.addAll(before);
        next.before.addAll(events);
        for (Event event : next.before) {
            if (event instanceof Event.Added added) {
                next.roots.add(added.what);
            }
        }
        next.reach = next.replay();
        return next;
    }

    /** A lambda of this recipe travels. Returns the statics that its code reads and that were not returned before. */
    public List<Field> addLambda(LambdaRecipe recipe) {
        return roots.add(recipe) ? add(Root.LAMBDA, recipe) : List.of();
    }

    /** An object of this class, or the class itself, travels as data. Returns statics as {@link #addLambda}. */
    public List<Field> addInstance(Class<?> type) {
        return travel.isByValue(type) && roots.add(type) ? add(Root.INSTANCE, type) : List.of();
    }

    /** An object of this class travels as the {@code this} that a lambda captured. Returns statics as {@link #addLambda}. */
    public List<Field> addCaptured(Class<?> type) {
        return roots.add(List.of(type)) ? add(Root.CAPTURED, type) : List.of();
    }

    /** An object of this class is reached through code alone, as a captured value. Returns statics as {@link #addLambda}. */
    public List<Field> addCapturedValue(Class<?> type) {
        return roots.add(Set.of(type)) ? add(Root.CAPTURED_VALUE, type) : List.of();
    }

    /** Whether a value that a lambda of this recipe captured stays among by-value code. */
    public boolean keepsInside(LambdaRecipe recipe, int captured) {
        if (reach == null
                && next() instanceof Event.Enclosed traced
                && traced.recipe.equals(recipe)
                && traced.captured == captured) {
            events.add(traced);
            return traced.answer;
        }
        Event.Enclosed asked = new Event.Enclosed(recipe, captured, !live().letsOut(recipe, captured));
        events.add(asked);
        return asked.answer;
    }

    private List<Field> add(Root how, Object what) {
        if (reach == null && next() instanceof Event.Added traced && traced.how == how && traced.what.equals(what)) {
            events.add(traced);
            return traced.answer;
        }
        Reach live = live();
        analyze(live, how, what);
        Event.Added added = new Event.Added(how, what, live.takeNewStatics());
        events.add(added);
        return added.answer;
    }

    /** Whether the class's static state comes from the pickle alone. */
    public boolean isSnapshot(Class<?> type) {
        return snapshot.test(type);
    }

    /** Whether this walk found code that it did not begin with. */
    public boolean hasLearned() {
        return events.stream().anyMatch(event -> event instanceof Event.Added);
    }

    /** Those of the instance fields that shipped code reads, or that belong to by-reference classes. */
    public List<Field> readAmong(List<Field> fields) {
        if (reach == null && next() instanceof Event.Asked traced && traced.fields.equals(fields)) {
            events.add(traced);
            return traced.answer;
        }
        Event.Asked asked = new Event.Asked(fields, readNow(fields));
        events.add(asked);
        return asked.answer;
    }

    /** As {@link #readAmong}, asked when all code is known and not to be traced. */
    public List<Field> readAtLast(List<Field> fields) {
        return repeatsExpected() ? readAmongTraced(fields) : readNow(fields);
    }

    /** A traced dump was right about what it left out, so its answers are the last ones. */
    private List<Field> readAmongTraced(List<Field> fields) {
        List<Field> read = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Asked asked && asked.fields.equals(fields)) {
                read = asked.answer;
            }
        }
        return read;
    }

    private List<Field> readNow(List<Field> fields) {
        Reach live = live();
        return fields.stream()
                .filter(field -> !travel.isByValue(field.getDeclaringClass()) || live.reads(field))
                .toList();
    }

    private @Nullable Event next() {
        return expected == null || events.size() >= expected.events.size() ? null : expected.events.get(events.size());
    }

    /** Whether this dump asked what the expected trace asked, and nothing else. */
    public boolean repeatsExpected() {
        return reach == null && expected != null && expected.events.size() == events.size();
    }

    /** The analysis; on the first question without a traced answer it catches up with the questions before. */
    private Reach live() {
        if (reach == null) {
            reach = replay();
            reach.takeNewStatics();
        }
        return reach;
    }

    private Reach replay() {
        Reach again = new Reach(travel::isByValue, snapshot);
        Stream.concat(before.stream(), events.stream()).forEach(event -> {
            if (event instanceof Event.Added added) {
                analyze(again, added.how, added.what);
            }
        });
        return again;
    }

    private static void analyze(Reach reach, Root how, Object what) {
        switch (how) {
            case LAMBDA -> reach.addLambda((LambdaRecipe) what);
            case INSTANCE -> reach.addInstance((Class<?>) what);
            case CAPTURED -> reach.addCaptured((Class<?>) what);
            case CAPTURED_VALUE -> reach.addCapturedValue((Class<?>) what);
        }
    }

    /** Statics that were brought up before the walk began: by the roots of the walk that this one repeats. */
    public List<Field> initialStatics() {
        return reach == null ? List.of() : reach.takeNewStatics();
    }

    /**
     * Cuts the code into units, and lets it pull in the classes that it cannot do without.
     *
     * @return false if classes were pulled in: the walk has taken them for by-reference ones and has to be done again
     */
    public boolean settle() {
        if (repeatsExpected() || roots.isEmpty()) {
            return true;
        }
        Reach analyzed = live();
        boolean settled = true;
        while (true) {
            Set<Class<?>> before = travel.pulledInNests();
            CodeCut attempt = CodeCut.of(analyzed, debug);
            Coupling.check(analyzed, attempt, travel);
            if (travel.pulledInNests().equals(before)) {
                cut = attempt;
                return settled;
            }
            settled = false;
            analyzed = replay();
        }
    }

    /** What was shipped; to be asked when {@link #settle} has said yes. */
    public Trace finish() {
        if (expected != null && repeatsExpected()) {
            return expected;
        }
        if (roots.isEmpty() || cut == null) {
            return new Trace(List.of(), Result.NONE, true);
        }
        Result result = new Result(
                cut.units(), cut.unitOf(), cut.membersOf(), List.copyOf(live().required()), live().warnings());
        return new Trace(events, result, !restarted);
    }
}
