package io.picklejar.reduce;

import io.picklejar.analyze.CodeCut;
import io.picklejar.analyze.Reach;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.policy.DebugInfo;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The code that one dump ships: what the graph walk finds goes in, units come out. For the engine only. */
public final class ShippedCode {
    /** Something of the object graph that code hangs on; replayed when a dump starts again. */
    private record Root(String how, Object what) {}

    private final Predicate<Class<?>> byValue;
    private final Reach reach;
    private final Set<Root> roots = new LinkedHashSet<>();

    /** No code yet; the predicate says which classes travel by value. */
    public ShippedCode(Predicate<Class<?>> byValue) {
        this.byValue = byValue;
        this.reach = new Reach(byValue);
    }

    /** A new start that knows from the beginning what this one learned. */
    public ShippedCode restarted() {
        ShippedCode next = new ShippedCode(byValue);
        for (Root root : roots) {
            switch (root.how) {
                case "lambda" -> next.addLambda((LambdaRecipe) root.what);
                case "instance" -> next.addInstance((Class<?>) root.what);
                default -> next.addCaptured((Class<?>) root.what);
            }
        }
        return next;
    }

    /** A lambda of this recipe travels. */
    public void addLambda(LambdaRecipe recipe) {
        add("lambda", recipe, reach::addLambda);
    }

    /** An object of this class, or the class itself, travels as data. */
    public void addInstance(Class<?> type) {
        if (byValue.test(type)) {
            add("instance", type, reach::addInstance);
        }
    }

    /** An object of this class travels as the {@code this} that a lambda captured. */
    public void addCaptured(Class<?> type) {
        add("captured", type, reach::addCaptured);
    }

    private <T> void add(String how, T what, Consumer<T> adder) {
        if (roots.add(new Root(how, what))) {
            adder.accept(what);
        }
    }

    /** Whether shipped code reads the instance field. */
    public boolean reads(Field field) {
        return reach.reads(field);
    }

    /** The static fields whose values shipped code reads and that were not returned before. */
    public List<Field> takeNewStatics() {
        return reach.takeNewStatics();
    }

    /** The by-reference classes outside the JDK that shipped code needs for certain. */
    public Collection<String> required() {
        return reach.required();
    }

    /** Cuts the code into units. */
    public Units cut(DebugInfo debug) {
        CodeCut cut = CodeCut.of(reach, debug);
        return new Units(
                cut.units(),
                cut.classes().stream().collect(Collectors.toMap(Function.identity(), type -> unit(cut, type))));
    }

    private static CodeUnit unit(CodeCut cut, Class<?> type) {
        CodeUnit unit = cut.unitOf(type);
        if (unit == null) {
            throw new AssertionError("no unit for " + type);
        }
        return unit;
    }

    /**
     * The units of a dump.
     *
     * @param inOrder each after those it needs
     * @param byClass the unit of each class that travels by value
     */
    public record Units(List<CodeUnit> inOrder, Map<Class<?>, CodeUnit> byClass) {}
}
