package io.picklejar.analyze;

import io.picklejar.jvm.NewSites;
import io.picklejar.policy.CodeOrigin;
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

/** The members of by-reference classes of its package that one method uses, and which of them no bridge leads to. */
final class MemberCoupling {
    private final PackageCoupling packages;
    private final ClassModel from;
    private final MethodNode method;
    private final boolean certain;

    MemberCoupling(PackageCoupling packages, ClassModel from, MethodNode method, boolean certain) {
        this.packages = packages;
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
            packages.pull(from.type(), refusing.declaring(), "its " + name + " is not public", certain);
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
            packages.pull(from.type(), refusing.declaring(), "its constructor is not public", certain);
        }
    }

    /** Bootstrap methods themselves are never bridged, and constants only where there are dynamic ones. */
    private void bootstrap(InvokeDynamicInsnNode site) {
        Refusing refusing = refusing(site.bsm.getOwner(), site.bsm.getName(), site.bsm.getDesc(), true);
        if (refusing != null) {
            packages.pull(from.type(), refusing.declaring(), "its " + site.bsm.getName() + " is not public", certain);
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
            packages.pull(from.type(), refusing.declaring(), "its " + handle.getName() + " is not public", certain);
        }
    }

    private boolean isBridged(Class<?> declaring) {
        Module module = declaring.getModule();
        return version() >= Opcodes.V1_7
                && !CodeOrigin.isJdk(declaring)
                && module.isOpen(declaring.getPackageName(), MemberCoupling.class.getModule());
    }

    private int version() {
        return from.node().version & 0xFFFF;
    }

    /** The by-reference class of this package that declares the member, if it is not public; as JVMS 5.4.3 finds it. */
    private @Nullable Refusing refusing(String owner, String name, String descriptor, boolean isMethod) {
        Class<?> named = owner.startsWith("[") || owner.startsWith("java/") ? null : from.resolve(owner);
        for (Class<?> each = named; each != null; each = each.getSuperclass()) {
            boolean split = packages.isSplit(from.type(), each);
            ClassModel model = split || packages.isByValue(each) ? ClassModel.of(each) : null;
            Integer access = model == null ? null : accessOf(model, name, descriptor, isMethod);
            if (access != null) {
                return split && (access & Opcodes.ACC_PUBLIC) == 0 ? new Refusing(each, access) : null;
            }
        }
        return null;
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
