package io.picklejar.reduce;

import io.picklejar.analyze.CodeCut;
import io.picklejar.analyze.Reach;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.policy.DebugInfo;
import io.picklejar.policy.UnitId;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
    private final Predicate<Class<?>> byValue;
    private final DebugInfo debug;
    private final @Nullable Trace expected;
    private final List<Event> events = new ArrayList<>();
    private final Set<Object> roots = new HashSet<>();
    private @Nullable Reach reach;
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
     */
    public record Result(
            List<CodeUnit> units,
            Map<Class<?>, CodeUnit> unitOf,
            Map<UnitId, List<Class<?>>> membersOf,
            List<String> required) {
        private static final Result NONE = new Result(List.of(), Map.of(), Map.of(), List.of());
    }

    /**
     * No code yet.
     *
     * @param byValue which classes travel by value
     * @param debug what of their debug information travels
     * @param expected the trace of a dump that this one may turn out to repeat, or null
     */
    public ShippedCode(Predicate<Class<?>> byValue, DebugInfo debug, @Nullable Trace expected) {
        this.byValue = byValue;
        this.debug = debug;
        this.expected = expected;
    }

    /** A new start that knows from the beginning what this one learned; the statics come with the first question. */
    public ShippedCode restarted() {
        ShippedCode next = new ShippedCode(byValue, debug, null);
        next.restarted = true;
        for (Event event : events) {
            if (event instanceof Event.Added added) {
                next.roots.add(added.what);
                next.analyze(added.how, added.what);
            }
        }
        return next;
    }

    /** A lambda of this recipe travels. Returns the statics that its code reads and that were not returned before. */
    public List<Field> addLambda(LambdaRecipe recipe) {
        return roots.add(recipe) ? add(Root.LAMBDA, recipe) : List.of();
    }

    /** An object of this class, or the class itself, travels as data. Returns statics as {@link #addLambda}. */
    public List<Field> addInstance(Class<?> type) {
        return byValue.test(type) && roots.add(type) ? add(Root.INSTANCE, type) : List.of();
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
        analyze(how, what);
        Event.Added added = new Event.Added(how, what, live.takeNewStatics());
        events.add(added);
        return added.answer;
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
                .filter(field -> !byValue.test(field.getDeclaringClass()) || live.reads(field))
                .toList();
    }

    private @Nullable Event next() {
        return expected == null || events.size() >= expected.events.size() ? null : expected.events.get(events.size());
    }

    private boolean repeatsExpected() {
        return reach == null && expected != null && expected.events.size() == events.size();
    }

    /** The analysis; on the first question without a traced answer it catches up with the questions before. */
    private Reach live() {
        if (reach == null) {
            reach = new Reach(byValue);
            for (Event event : events) {
                if (event instanceof Event.Added added) {
                    analyze(added.how, added.what);
                }
            }
            reach.takeNewStatics();
        }
        return reach;
    }

    private void analyze(Root how, Object what) {
        Reach live = reach == null ? live() : reach;
        switch (how) {
            case LAMBDA -> live.addLambda((LambdaRecipe) what);
            case INSTANCE -> live.addInstance((Class<?>) what);
            case CAPTURED -> live.addCaptured((Class<?>) what);
            case CAPTURED_VALUE -> live.addCapturedValue((Class<?>) what);
        }
    }

    /** Statics that were brought up before the walk began: by the roots of the walk that this one repeats. */
    public List<Field> initialStatics() {
        return reach == null ? List.of() : reach.takeNewStatics();
    }

    /** Cuts the code into units. */
    public Trace finish() {
        if (expected != null && repeatsExpected()) {
            return expected;
        }
        if (roots.isEmpty()) {
            return new Trace(List.of(), Result.NONE, true);
        }
        Reach live = live();
        CodeCut cut = CodeCut.of(live, debug);
        Result result = new Result(cut.units(), cut.unitOf(), cut.membersOf(), List.copyOf(live.required()));
        return new Trace(events, result, !restarted);
    }
}
