package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.NewSites;
import io.picklejar.jvm.Travel;
import io.picklejar.policy.CodeOrigin;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
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
            new CodeCheck(reached.model(), method, certain).run();
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

    /** Looks at what has to fit for a class that travels whole to be defined. */
    void checkDefinition(ClassModel model) {
        Class<?> type = model.type();
        for (String name : model.definedWith()) {
            Class<?> other = model.resolve(name);
            if (other == null || travel.isByValue(other) || travel.isKnownEverywhere(other)) {
                continue;
            }
            if (type.isSealed() && other != type && type.isAssignableFrom(other)) {
                pull(type, other, "it is permitted by the sealed " + type.getName(), false);
            } else if (other.isSealed()) {
                pull(type, other, "it is sealed", true);
            } else if (isSplit(type, other) && !isPublic(other)) {
                pull(type, other, "it is not public", true);
            }
        }
        checkOverrides(model);
        checkNest(model);
    }

    /** A package-private method is overridden within a run-time package only; JVMS 5.4.5. */
    private void checkOverrides(ClassModel model) {
        Class<?> type = model.type();
        for (Class<?> each = type.getSuperclass(); each != null; each = each.getSuperclass()) {
            ClassModel parent = isSplit(type, each) ? ClassModel.of(each) : null;
            if (parent != null) {
                for (MethodNode method : parent.node().methods) {
                    int others = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
                    if ((method.access & others) == 0
                            && !method.name.startsWith("<")
                            && model.method(method.name + method.desc) != null) {
                        pull(type, each, "its " + method.name + ", which is overridden, is not public", true);
                        break;
                    }
                }
            }
        }
    }

    private void checkNest(ClassModel model) {
        Class<?> host = model.type().getNestHost();
        ClassModel hostModel = ClassModel.of(host);
        if (!travel.isByValue(host)) {
            travel.pullIn(host, model.type().getName() + " is of its nest");
        } else if (hostModel != null) {
            for (String name : hostModel.nestMembers()) {
                Class<?> member = hostModel.resolve(name);
                if (member != null && !travel.isByValue(member)) {
                    travel.pullIn(member, model.type().getName() + " is of its nest");
                }
            }
        }
    }

    /** Whether two classes that share a package now would not at the receiver. */
    @SuppressWarnings("ReferenceEquality") // loaders have no equality
    private boolean isSplit(Class<?> from, Class<?> used) {
        return from.getClassLoader() == used.getClassLoader()
                && from.getPackageName().equals(used.getPackageName())
                && !travel.isByValue(used);
    }

    /** As the JVM sees it: a protected nested class is public to it, a private one is not. */
    private static boolean isPublic(Class<?> type) {
        return (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private void pull(Class<?> from, Class<?> used, String fact, boolean certain) {
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

    /** One method, and the members that it uses. */
    private final class CodeCheck {
        private final ClassModel from;
        private final MethodNode method;
        private final boolean certain;

        CodeCheck(ClassModel from, MethodNode method, boolean certain) {
            this.from = from;
            this.method = method;
            this.certain = certain;
        }

        void run() {
            for (MethodFacts.Call call : from.facts(method).calls()) {
                if (!call.name().equals("<init>")) {
                    member(call.owner(), call.name(), call.descriptor(), true);
                }
            }
            for (MethodFacts.FieldUse use : from.facts(method).fields()) {
                member(use.owner(), use.name(), use.descriptor(), false);
            }
            Set<MethodInsnNode> constructors = new LinkedHashSet<>();
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode call && call.name.equals("<init>")) {
                    constructors.add(call);
                } else if (instruction instanceof InvokeDynamicInsnNode site) {
                    bootstrap(site);
                } else if (instruction instanceof LdcInsnNode constant && constant.cst instanceof Handle handle) {
                    constantHandle(handle);
                }
            }
            constructors.forEach(this::constructor);
        }

        private void member(String owner, String name, String descriptor, boolean isMethod) {
            Refusing refusing = refusing(owner, name, descriptor, isMethod);
            if (refusing != null && !isBridged(refusing.declaring())) {
                pull(from.type(), refusing.declaring(), "its " + name + " is not public", certain);
            }
        }

        private void constructor(MethodInsnNode call) {
            Refusing refusing = refusing(call.owner, call.name, call.desc, true);
            if (refusing == null) {
                return;
            }
            boolean isNew =
                    NewSites.in(from.node().name, method, each -> each == call).containsKey(call);
            boolean isProtectedSuper = !isNew && (refusing.access() & Opcodes.ACC_PROTECTED) != 0;
            if (!isProtectedSuper && !(isNew && isBridged(refusing.declaring()))) {
                pull(from.type(), refusing.declaring(), "its constructor is not public", certain);
            }
        }

        /** Bootstrap methods themselves are never bridged, and constants only where there are dynamic ones. */
        private void bootstrap(InvokeDynamicInsnNode site) {
            Refusing refusing = refusing(site.bsm.getOwner(), site.bsm.getName(), site.bsm.getDesc(), true);
            if (refusing != null) {
                pull(from.type(), refusing.declaring(), "its " + site.bsm.getName() + " is not public", certain);
            }
            if (!site.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
                for (Object argument : site.bsmArgs) {
                    if (argument instanceof Handle handle) {
                        constantHandle(handle);
                    }
                }
            }
        }

        private void constantHandle(Handle handle) {
            boolean isMethod = handle.getTag() > Opcodes.H_PUTSTATIC;
            Refusing refusing = refusing(handle.getOwner(), handle.getName(), handle.getDesc(), isMethod);
            if (refusing != null && version() < Opcodes.V11) {
                pull(from.type(), refusing.declaring(), "its " + handle.getName() + " is not public", certain);
            }
        }

        private boolean isBridged(Class<?> declaring) {
            Module module = declaring.getModule();
            return version() >= Opcodes.V1_7
                    && !CodeOrigin.isJdk(declaring)
                    && module.isOpen(declaring.getPackageName(), PackageCoupling.class.getModule());
        }

        private int version() {
            return from.node().version & 0xFFFF;
        }

        /** The by-reference class of this package that declares the member, if it is not public; as JVMS 5.4.3 finds it. */
        private @Nullable Refusing refusing(String owner, String name, String descriptor, boolean isMethod) {
            Class<?> named = owner.startsWith("[") || owner.startsWith("java/") ? null : from.resolve(owner);
            for (Class<?> each = named; each != null; each = each.getSuperclass()) {
                boolean split = isSplit(from.type(), each);
                ClassModel model = split || travel.isByValue(each) ? ClassModel.of(each) : null;
                Integer access = model == null ? null : accessOf(model, name, descriptor, isMethod);
                if (access != null) {
                    return split && (access & Opcodes.ACC_PUBLIC) == 0 ? new Refusing(each, access) : null;
                }
            }
            return null;
        }
    }

    /** A class that declares a member which is not public. */
    private record Refusing(Class<?> declaring, int access) {}

    private static @Nullable Integer accessOf(ClassModel model, String name, String descriptor, boolean isMethod) {
        if (isMethod) {
            MethodNode method = model.method(name + descriptor);
            return method == null ? null : Integer.valueOf(method.access);
        }
        FieldNode field = model.field(name, descriptor);
        return field == null ? null : Integer.valueOf(field.access);
    }
}
