package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.jvm.Travel;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Refuses shipped code that works only if by-reference classes see by-value ones.
 *
 * <p>A by-reference class resolves names through its own loader, which knows nothing of shipped classes: at the receiver
 * it finds no class of that name, or the receiver's own. Objects that cross the border by an interface which travels by
 * reference are no problem, nor is what a by-reference class mentions in methods that shipped code does not call.
 *
 * <h2>What is refused</h2>
 *
 * <ul>
 *   <li><b>Types that cross.</b> Shipped code calls a by-reference method, uses a field, or overrides a method, whose
 *       descriptor names a by-value class. Both sides have to mean one class by a name (loader constraints, JVMS 5.3.4).
 *   <li><b>Supertypes.</b> Shipped code uses or extends a by-reference class that has a by-value supertype.
 *   <li><b>Names in code.</b> Shipped code calls a by-reference method that, by what can be told without running it, leads
 *       to one which makes, calls or names a by-value class; see {@link ReferenceWalk}.
 * </ul>
 *
 * <p>The last one is permitted if a receiver that has the by-reference class has the by-value one, too, since they are of
 * one jar, and no object of it can come across: the called method takes and returns nothing but primitives, their
 * boxes and strings. Then the by-reference code works with the receiver's own class, as it would without a pickle. So
 * somebody who ships a changed version of an installed class is not refused.
 *
 * <p>If the by-value class was pulled in, then nobody asked for it to be shipped: the by-reference class is pulled in,
 * too, where it can be.
 */
final class ReferenceEdges {
    private final Travel travel;
    private final ReferenceWalk walk;
    private final Set<Class<?>> checkedUses = new LinkedHashSet<>();

    ReferenceEdges(Travel travel, Collection<ReachedClass> reached) {
        this.travel = travel;
        this.walk = new ReferenceWalk(travel, new CodeSources(reached));
    }

    /** Looks at the reached methods of a by-value class. */
    void checkCode(ReachedClass reached) {
        ClassModel from = reached.model();
        for (MethodNode method : reached.reachedMethods()) {
            MethodFacts facts = from.facts(method);
            checkSites(from, method);
            for (MethodFacts.Call call : facts.calls()) {
                checkCall(from, call);
            }
            for (MethodFacts.FieldUse use : facts.fields()) {
                Class<?> crossing = byValueIn(use.descriptor(), from);
                Class<?> declaring = crossing == null
                        ? null
                        : byReferenceDeclaring(from, use.owner(), use.name() + ":" + use.descriptor(), true);
                if (declaring != null && crossing != null) {
                    refuse(
                            List.of(declaring),
                            crossing,
                            from.type().getName() + " (by value) uses " + declaring.getName() + "." + use.name()
                                    + " (by reference), whose type is");
                }
            }
        }
    }

    /** Looks at a lambda whose code is shipped. */
    void checkLambda(LambdaRecipe recipe) {
        ClassModel from = travel.isByValue(recipe.capturingClass()) ? ClassModel.of(recipe.capturingClass()) : null;
        if (from != null) {
            String owner = Type.getInternalName(recipe.implClass());
            checkCall(from, new MethodFacts.Call(owner, recipe.implName(), recipe.implDescriptor(), false, false));
            checkImplemented(
                    from, Type.getInternalName(recipe.functionalInterface()), recipe.samName(), recipe.samDescriptor());
        }
    }

    private void checkSites(ClassModel from, MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode site
                    && site.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                    && site.bsmArgs[0] instanceof Type implemented) {
                checkImplemented(
                        from, Type.getReturnType(site.desc).getInternalName(), site.name, implemented.getDescriptor());
            }
        }
    }

    private void checkImplemented(ClassModel from, String face, String name, String descriptor) {
        Class<?> crossing = byValueIn(descriptor, from);
        Class<?> declaring = crossing == null ? null : byReferenceDeclaring(from, face, name + descriptor, true);
        if (declaring != null && crossing != null) {
            refuse(
                    List.of(declaring),
                    crossing,
                    from.type().getName() + " (by value) implements " + declaring.getName() + "." + name
                            + " (by reference), whose signature names");
        }
    }

    private void checkCall(ClassModel from, MethodFacts.Call call) {
        String signature = call.name() + call.descriptor();
        Class<?> crossing = byValueIn(call.descriptor(), from);
        Class<?> declaring = byReferenceDeclaring(from, call.owner(), signature, crossing != null);
        if (declaring == null) {
            return;
        }
        checkSupertypes(from.type(), declaring, "uses");
        String edge = from.type().getName() + " (by value) calls ";
        if (crossing != null) {
            refuse(
                    List.of(declaring),
                    crossing,
                    edge + declaring.getName() + "." + call.name() + " (by reference), whose signature names");
            return;
        }
        for (ReferenceWalk.Chain chain : walk.from(declaring, signature)) {
            boolean closed = isClosed(call.descriptor());
            boolean installed = travel.isPulledIn(chain.named())
                    || chain.classes().stream().anyMatch(each -> CodeSources.areOfOneJar(each, chain.named()));
            if (!(closed && installed)) {
                refuse(chain.classes(), chain.named(), edge + chain.text() + ", which names");
            }
        }
    }

    /** Looks at the supertypes of a class that travels whole, and at what it overrides. */
    void checkDefinition(ClassModel model) {
        Class<?> type = model.type();
        for (Class<?> each : supertypes(type)) {
            if (travel.isByValue(each) || travel.isKnownEverywhere(each)) {
                continue;
            }
            checkSupertypes(type, each, "extends");
            ClassModel other = ClassModel.of(each);
            if (other != null) {
                for (MethodNode method : other.node().methods) {
                    checkOverride(type, other, method);
                }
            }
        }
    }

    private void checkOverride(Class<?> type, ClassModel other, MethodNode method) {
        if ((method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0 || method.name.startsWith("<")) {
            return;
        }
        Class<?> crossing = byValueIn(method.desc, other);
        if (crossing != null && declaresByValue(type, method.name + method.desc)) {
            refuse(
                    List.of(other.type()),
                    crossing,
                    type.getName() + " (by value) overrides " + other.type().getName() + "." + method.name
                            + " (by reference), whose signature names");
        }
    }

    private boolean declaresByValue(Class<?> type, String signature) {
        Set<Class<?>> line = supertypes(type);
        line.add(type);
        return line.stream()
                .filter(travel::isByValue)
                .map(ClassModel::of)
                .anyMatch(model -> model != null && model.method(signature) != null);
    }

    private void checkSupertypes(Class<?> from, Class<?> used, String how) {
        if (!checkedUses.add(used)) {
            return;
        }
        for (Class<?> each : supertypes(used)) {
            if (travel.isByValue(each)) {
                refuse(
                        List.of(used),
                        each,
                        from.getName() + " (by value) " + how + " " + used.getName()
                                + " (by reference), which extends");
            }
        }
    }

    /** All superclasses and superinterfaces. */
    private static Set<Class<?>> supertypes(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            all.add(each);
            addInterfaces(each, all);
        }
        all.remove(type);
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            if (all.add(each)) {
                addInterfaces(each, all);
            }
        }
    }

    /**
     * The class in which a member is found, if it is a by-reference one that not every receiver has; JVMS 5.4.3.
     *
     * @param crosses whether the descriptor names a by-value class; else only classes count that may name one in code
     */
    private @Nullable Class<?> byReferenceDeclaring(ClassModel from, String owner, String key, boolean crosses) {
        Class<?> named = owner.startsWith("[") || owner.startsWith("java/") ? null : from.resolve(owner);
        Class<?> declaring = named == null
                ? null
                : walk.declaring(named, key, type -> crosses ? !travel.isKnownEverywhere(type) : walk.canEnter(type));
        return declaring == null || travel.isByValue(declaring) ? null : declaring;
    }

    private @Nullable Class<?> byValueIn(String descriptor, ClassModel from) {
        Set<String> names = new LinkedHashSet<>();
        new TypeNames(names).descriptor(descriptor);
        for (String name : names) {
            Class<?> type = name.startsWith("java/") ? null : from.resolve(name);
            if (type != null && travel.isByValue(type)) {
                return type;
            }
        }
        return null;
    }

    /** Whether no object of a class outside the JDK can be taken or returned. */
    private static boolean isClosed(String descriptor) {
        Set<String> names = new LinkedHashSet<>();
        new TypeNames(names).descriptor(descriptor);
        Set<String> harmless = Set.of(
                "java/lang/String",
                "java/lang/Boolean",
                "java/lang/Byte",
                "java/lang/Short",
                "java/lang/Character",
                "java/lang/Integer",
                "java/lang/Long",
                "java/lang/Float",
                "java/lang/Double");
        return harmless.containsAll(names);
    }

    private void refuse(List<Class<?>> classes, Class<?> named, String edge) {
        if (travel.isPulledIn(named)) {
            boolean pulled = true;
            for (Class<?> each : classes) {
                pulled &= ClassModel.of(each) != null
                        && travel.pullIn(each, "it names " + named.getName() + ", which was pulled in") == null;
            }
            if (pulled) {
                return;
            }
        }
        Class<?> last = classes.get(classes.size() - 1);
        String rules = classes.stream()
                .map(each -> ".byValue(ClassRule.className(\"" + each.getName() + "\"))")
                .distinct()
                .collect(Collectors.joining());
        throw new CodeProblemException(
                Problem.INSEPARABLE_CLASSES,
                edge + " " + named.getName() + " (by value): the receiver's " + last.getSimpleName()
                        + " would not see it",
                "ship both, with " + rules + ", or neither",
                null);
    }
}
