package io.picklejar.analyze;

import io.picklejar.jvm.Travel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/**
 * Follows calls from shipped code through by-reference classes to where they name by-value ones.
 *
 * <p>Calls are resolved statically (JVMS 5.4.3.3), overrides are not looked for: so by-reference code that calls back a
 * by-value object through an interface leads nowhere. Static initializers of the classes on the way run, too. Classes
 * that every receiver has are not entered, nor those that {@link CodeSources} says cannot name by-value ones.
 */
final class ReferenceWalk {
    private final Travel travel;
    private final CodeSources sources;
    private final Map<Step, List<Chain>> known = new HashMap<>();
    private final Map<Class<?>, Boolean> enters = new HashMap<>();

    ReferenceWalk(Travel travel, CodeSources sources) {
        this.travel = travel;
        this.sources = sources;
    }

    /** A method of a by-reference class, by name and descriptor. */
    private record Step(Class<?> type, String signature) {
        @Override
        public String toString() {
            return type.getName() + "." + signature.substring(0, signature.indexOf('('));
        }
    }

    /**
     * A way to a by-value class.
     *
     * @param classes the by-reference classes on the way
     * @param named the by-value class that the last one names
     * @param text the way in words
     */
    record Chain(List<Class<?>> classes, Class<?> named, String text) {}

    /** The ways from a method to by-value classes: one for each class that is named, the shortest. */
    List<Chain> from(Class<?> declaring, String signature) {
        Step start = new Step(declaring, signature);
        List<Chain> chains = known.get(start);
        if (chains == null) {
            chains = search(start);
            known.put(start, chains);
        }
        return chains;
    }

    private List<Chain> search(Step start) {
        Map<Step, @Nullable Step> cameFrom = new HashMap<>();
        Deque<Step> queue = new ArrayDeque<>();
        Map<Class<?>, Step> named = new HashMap<>();
        List<Class<?>> order = new ArrayList<>();
        enter(start, null, cameFrom, queue);
        while (!queue.isEmpty()) {
            Step step = queue.remove();
            ClassModel model = ClassModel.of(step.type());
            MethodNode method = model == null ? null : model.method(step.signature());
            if (model == null || method == null) {
                continue;
            }
            Set<String> names = new LinkedHashSet<>();
            MethodFacts facts = model.facts(method);
            facts.addTypesTo(names);
            for (String name : names) {
                Class<?> type = name.startsWith("java/") ? null : model.resolve(name);
                if (type != null && travel.isByValue(type) && named.putIfAbsent(type, step) == null) {
                    order.add(type);
                }
            }
            for (MethodFacts.Call call : facts.calls()) {
                Class<?> owner = call.owner().startsWith("[") || call.owner().startsWith("java/")
                        ? null
                        : model.resolve(call.owner());
                Class<?> declaring =
                        owner == null ? null : declaring(owner, call.name() + call.descriptor(), this::canEnter);
                if (declaring != null) {
                    enter(new Step(declaring, call.name() + call.descriptor()), step, cameFrom, queue);
                }
            }
            for (MethodFacts.FieldUse use : facts.fields()) {
                Class<?> owner = use.isStatic() && !use.owner().startsWith("java/") ? model.resolve(use.owner()) : null;
                if (owner != null) {
                    enter(new Step(owner, "<clinit>()V"), step, cameFrom, queue);
                }
            }
        }
        return order.stream()
                .map(type -> chain(named.get(type), type, cameFrom))
                .toList();
    }

    private void enter(Step step, @Nullable Step from, Map<Step, @Nullable Step> cameFrom, Deque<Step> queue) {
        if (!canEnter(step.type()) || cameFrom.containsKey(step)) {
            return;
        }
        cameFrom.put(step, from);
        queue.add(step);
        enter(new Step(step.type(), "<clinit>()V"), step, cameFrom, queue);
    }

    boolean canEnter(Class<?> type) {
        return enters.computeIfAbsent(
                type,
                each -> !travel.isByValue(each)
                        && !travel.isKnownEverywhere(each)
                        && sources.mayNameByValueClasses(each));
    }

    private static Chain chain(@Nullable Step last, Class<?> named, Map<Step, @Nullable Step> cameFrom) {
        List<Step> steps = new ArrayList<>();
        for (Step each = last; each != null; each = cameFrom.get(each)) {
            steps.add(each);
        }
        Collections.reverse(steps);
        List<Class<?>> classes = new ArrayList<>(
                new LinkedHashSet<>(steps.stream().<Class<?>>map(Step::type).toList()));
        StringBuilder text = new StringBuilder();
        for (Step each : steps) {
            text.append(text.isEmpty() ? "" : ", which calls ").append(each).append(" (by reference)");
        }
        return new Chain(classes, named, text.toString());
    }

    /**
     * The class among a class and its supertypes that declares the member; null if that is none to look at.
     *
     * @param wanted which by-reference classes to look at; by-value ones are looked at anyhow
     */
    @Nullable
    Class<?> declaring(Class<?> owner, String key, Predicate<Class<?>> wanted) {
        return declaring(owner, key, wanted, new HashSet<>());
    }

    private @Nullable Class<?> declaring(Class<?> owner, String key, Predicate<Class<?>> wanted, Set<Class<?>> seen) {
        for (Class<?> each = owner; each != null; each = each.getSuperclass()) {
            if (declares(each, key, wanted)) {
                return each;
            }
        }
        for (Class<?> each = owner; each != null; each = each.getSuperclass()) {
            for (Class<?> face : each.getInterfaces()) {
                Class<?> found = seen.add(face) ? declaring(face, key, wanted, seen) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private boolean declares(Class<?> type, String key, Predicate<Class<?>> wanted) {
        if (!travel.isByValue(type) && !wanted.test(type)) {
            return false;
        }
        ClassModel model = ClassModel.of(type);
        int colon = key.indexOf(':');
        return model != null
                && (key.indexOf('(') >= 0
                        ? model.method(key) != null
                        : model.field(key.substring(0, colon), key.substring(colon + 1)) != null);
    }
}
