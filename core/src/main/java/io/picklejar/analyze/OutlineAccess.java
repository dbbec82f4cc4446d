package io.picklejar.analyze;

import io.picklejar.policy.CodeOrigin;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Whether the code of a method can run in another class. */
final class OutlineAccess {
    private final ClassModel host;
    private final boolean isJdk;
    private final Predicate<String> copied;

    /**
     * For methods of this class.
     *
     * @param copied whether the method of the host with this name and descriptor is copied, too
     */
    OutlineAccess(ClassModel host, Predicate<String> copied) {
        this.host = host;
        this.isJdk = CodeOrigin.isJdk(host.type());
        this.copied = copied;
    }

    boolean permits(MethodNode method) {
        return !callsSuper(method) && typesArePermitted(method) && membersArePermitted(method);
    }

    private boolean callsSuper(MethodNode method) {
        for (AbstractInsnNode each : method.instructions) {
            if (each instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKESPECIAL
                    && !call.name.equals("<init>")
                    && !isCopied(call.owner, call.name + call.desc)) {
                return true;
            }
        }
        return false;
    }

    private boolean typesArePermitted(MethodNode method) {
        Set<String> names = new LinkedHashSet<>();
        MethodFacts.of(method).addTypesTo(names);
        return names.stream().allMatch(this::isPermittedType);
    }

    private boolean isPermittedType(String internalName) {
        if (internalName.startsWith("[")) {
            return true; // its element type was named on its own
        }
        Class<?> type = host.resolve(internalName);
        if (type == null) {
            return false;
        }
        if (isJdk) {
            return isPublic(type) && type.getModule().isExported(type.getPackageName());
        }
        boolean isAccidental = type.getNestHost() == host.type().getNestHost()
                && (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic());
        return !isAccidental;
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            if (!Modifier.isPublic(each.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private boolean membersArePermitted(MethodNode method) {
        MethodFacts facts = MethodFacts.of(method);
        return facts.calls().stream()
                        .allMatch(call -> isPermittedMember(call.owner(), call.name(), call.descriptor(), true))
                && facts.fields().stream()
                        .allMatch(use -> isPermittedMember(use.owner(), use.name(), use.descriptor(), false));
    }

    private boolean isPermittedMember(String owner, String name, String descriptor, boolean isMethod) {
        if (owner.startsWith("[") || (isMethod && isCopied(owner, name + descriptor))) {
            return true;
        }
        Class<?> type = host.resolve(owner);
        if (type == null) {
            return false;
        }
        if (!isJdk) {
            // A nameless method that is not copied has no name to be called by.
            boolean isOfHost = type == host.type();
            MethodNode target = isMethod && isOfHost ? host.method(name + descriptor) : null;
            return target == null || (target.access & Opcodes.ACC_SYNTHETIC) == 0;
        }
        Integer access = accessOf(type, name, descriptor, isMethod);
        return access != null && (access & Opcodes.ACC_PUBLIC) != 0;
    }

    private static @Nullable Integer accessOf(Class<?> type, String name, String descriptor, boolean isMethod) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Integer access = declaredAccess(each, name, descriptor, isMethod);
            if (access != null) {
                return access;
            }
            for (Class<?> above : each.getInterfaces()) {
                access = accessOf(above, name, descriptor, isMethod);
                if (access != null) {
                    return access;
                }
            }
        }
        return type.isInterface() ? declaredAccess(Object.class, name, descriptor, isMethod) : null;
    }

    private static @Nullable Integer declaredAccess(Class<?> type, String name, String descriptor, boolean isMethod) {
        ClassModel model = ClassModel.of(type);
        if (model == null) {
            return null;
        }
        if (isMethod) {
            MethodNode method = model.method(name + descriptor);
            return method == null ? null : Integer.valueOf(method.access);
        }
        FieldNode field = model.field(name, descriptor);
        return field == null ? null : Integer.valueOf(field.access);
    }

    private boolean isCopied(String owner, String key) {
        return owner.equals(host.node().name) && copied.test(key);
    }
}
