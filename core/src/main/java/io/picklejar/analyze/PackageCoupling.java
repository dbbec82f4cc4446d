package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.Travel;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Pulls in by-reference classes that by-value code of their package cannot do without.
 *
 * <p>At the receiver the two are defined by different loaders and therefore not in one run-time package (JVMS 5.3). What a
 * package offers to its own classes only is then out of reach. For members the receiver bridges that (see {@code
 * MemberBridges}); not so for a class that is itself not public, a {@code super(...)} call, an override of a
 * package-private method, a sealed supertype (JVMS 5.4.5, 5.3.5), closed modules and class files too old for {@code
 * invokedynamic}. Classes that travel by value are opened to each other and need neither.
 *
 * <p>Where a class may not be pulled in, what the shipped code does for certain is an error.
 */
final class PackageCoupling {
    private final Travel travel;

    PackageCoupling(Travel travel) {
        this.travel = travel;
    }

    /** Looks at the reached methods of a by-value class. */
    void checkCode(ReachedClass reached) {
        for (MethodNode method : reached.reachedMethods()) {
            boolean certain = reached.isCertain(method.name + method.desc);
            checkTypes(reached.model(), method, certain);
            new MemberCoupling(this, reached.model(), method, certain).run();
        }
    }

    private void checkTypes(ClassModel from, MethodNode method, boolean certain) {
        Set<String> names = new LinkedHashSet<>();
        from.facts(method).addTypesTo(names);
        for (String name : names) {
            Class<?> type = name.startsWith("java/") ? null : from.resolve(name);
            if (type != null && isSplit(from.type(), type) && !isPublic(type)) {
                pull(from.type(), type, "it is not public", certain);
            }
        }
    }

    /**
     * Looks at what has to fit for a class that travels whole to be defined.
     *
     * @param certain whether the class is needed, as opposed to one that comes along with its nest
     */
    void checkDefinition(ClassModel model, boolean certain) {
        Class<?> type = model.type();
        for (String name : model.definedWith()) {
            Class<?> other = model.resolve(name);
            if (other == null || travel.isByValue(other) || travel.isKnownEverywhere(other)) {
                continue;
            }
            if (type.isSealed() && other != type && type.isAssignableFrom(other)) {
                pull(type, other, "it is permitted by the sealed " + type.getName(), false);
            } else if (other.isSealed()) {
                pull(type, other, "it is sealed", certain);
            } else if (isSplit(type, other) && !isPublic(other)) {
                pull(type, other, "it is not public", certain);
            }
        }
        checkOverrides(model, certain);
        checkNest(model);
    }

    /** A package-private method is overridden within a run-time package only; JVMS 5.4.5. */
    private void checkOverrides(ClassModel model, boolean certain) {
        Class<?> type = model.type();
        for (Class<?> each = type.getSuperclass(); each != null; each = each.getSuperclass()) {
            ClassModel parent = isSplit(type, each) ? ClassModel.of(each) : null;
            if (parent != null) {
                for (MethodNode method : parent.node().methods) {
                    int others = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
                    if ((method.access & others) == 0
                            && !method.name.startsWith("<")
                            && model.method(method.name + method.desc) != null) {
                        pull(type, each, "its " + method.name + ", which is overridden, is not public", certain);
                        break;
                    }
                }
            }
        }
    }

    private void checkNest(ClassModel model) {
        Class<?> host = model.type().getNestHost();
        ClassModel hostModel = ClassModel.of(host);
        if (hostModel != null && !travel.isByValue(host)) {
            travel.pullIn(host, model.type().getName() + " is of its nest");
        } else if (hostModel != null) {
            for (String name : hostModel.nestMembers()) {
                Class<?> member = hostModel.resolve(name);
                if (member != null && !travel.isByValue(member) && ClassModel.of(member) != null) {
                    travel.pullIn(member, model.type().getName() + " is of its nest");
                }
            }
        }
    }

    /** Whether two classes that share a package now would not at the receiver. */
    @SuppressWarnings("ReferenceEquality") // loaders have no equality
    boolean isSplit(Class<?> from, Class<?> used) {
        return from.getClassLoader() == used.getClassLoader()
                && from.getPackageName().equals(used.getPackageName())
                && !travel.isByValue(used);
    }

    boolean isByValue(Class<?> type) {
        return travel.isByValue(type);
    }

    /** As the JVM sees it: a protected nested class is public to it, a private one is not. */
    private static boolean isPublic(Class<?> type) {
        return (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    /** Pulls a class in, or says why it may not be if the code that needs it runs for certain. */
    void pull(Class<?> from, Class<?> used, String fact, boolean certain) {
        String refused = ClassModel.of(used) == null
                ? "its class file cannot be read"
                : travel.pullIn(used, from.getName() + " uses it and " + fact);
        if (refused != null && certain) {
            throw new CodeProblemException(
                    Problem.INSEPARABLE_CLASSES,
                    from.getName() + " travels by value and uses " + used.getName() + ", which travels by reference ("
                            + refused + "); " + fact + ", so they work in one package of one class loader only",
                    "ship both, with .byValue(ClassRule.className(\"" + used.getName() + "\")), or neither",
                    null);
        }
    }
}
