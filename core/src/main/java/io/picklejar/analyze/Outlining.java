package io.picklejar.analyze;

import io.picklejar.policy.CodeOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Copies the nameless methods of a class into static ones of another class.
 *
 * <p>Copied are lambda bodies, private helpers, and static helpers that the other class could not call. Not copied are
 * methods that do what only a method of their class may, {@code super.m()} for one, that mention anonymous and local classes,
 * whose names are as accidental, or that call one that is not copied; and of a class of the JDK those that use something
 * that is not exported. (Private members of other classes are bridged by the receiver, see {@code ClassAdapter}.)
 */
final class Outlining {
    private final ClassModel host;
    private final String copyName;
    private final OutlineAccess access;
    private final Map<String, MethodNode> candidates = new LinkedHashMap<>();

    /**
     * Copies what can be copied.
     *
     * @param original the host's class file with the debugging information that is to be kept; it is used up
     * @param copyName the internal name of the class that the copies go to
     */
    Outlining(ClassModel host, ClassNode original, String copyName) {
        this.host = host;
        this.copyName = copyName;
        this.access = new OutlineAccess(host, key -> candidates.containsKey(key));
        boolean isJdk = CodeOrigin.isJdk(host.type());
        for (MethodNode method : original.methods) {
            if (isCandidate(method, isJdk)) {
                leaveNamesOut(method);
                candidates.put(method.name + method.desc, method);
            }
        }
        while (candidates.values().removeIf(method -> !access.permits(method))) {
            // whoever calls one that was dropped is dropped in the next round
        }
    }

    /** Nobody reflects on a copy, and what only reflection comes upon must not keep a method from being copied. */
    private static void leaveNamesOut(MethodNode method) {
        method.signature = null;
        method.parameters = null;
        method.localVariables = null;
        method.visibleAnnotations = null;
        method.invisibleAnnotations = null;
        method.visibleTypeAnnotations = null;
        method.invisibleTypeAnnotations = null;
        method.visibleParameterAnnotations = null;
        method.invisibleParameterAnnotations = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
    }

    private static boolean isCandidate(MethodNode method, boolean isJdk) {
        int flags = method.access;
        if (method.name.charAt(0) == '<' || (flags & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
            return false;
        }
        boolean isStatic = (flags & Opcodes.ACC_STATIC) != 0;
        boolean isPublic = (flags & Opcodes.ACC_PUBLIC) != 0;
        return (flags & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_PRIVATE)) != 0 || (isStatic && !(isJdk && isPublic));
    }

    /** What stands for each copied method, by name and descriptor. */
    Map<String, OutlinedClass.Method> methods() {
        Map<String, OutlinedClass.Method> methods = new LinkedHashMap<>();
        candidates.forEach((key, method) ->
                methods.put(key, new OutlinedClass.Method(method.name, descriptor(isStatic(method), method.desc))));
        return methods;
    }

    /** The copies, in the order of the originals. */
    List<MethodNode> copies() {
        List<MethodNode> copies = new ArrayList<>();
        for (MethodNode method : candidates.values()) {
            MethodNode copy = new MethodNode(
                    Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                    method.name,
                    descriptor(isStatic(method), method.desc),
                    null,
                    method.exceptions.toArray(String[]::new));
            method.instructions.forEach(this::redirect);
            method.accept(copy);
            copies.add(copy);
        }
        return copies;
    }

    private void redirect(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call && isCopied(call.owner, call.name, call.desc)) {
            call.desc = descriptor(call.getOpcode() == Opcodes.INVOKESTATIC, call.desc);
            call.owner = copyName;
            call.itf = false;
            call.setOpcode(Opcodes.INVOKESTATIC);
        } else if (instruction instanceof InvokeDynamicInsnNode site) {
            for (int i = 0; i < site.bsmArgs.length; i++) {
                site.bsmArgs[i] = redirected(site.bsmArgs[i]);
            }
        } else if (instruction instanceof LdcInsnNode load) {
            load.cst = redirected(load.cst);
        }
    }

    private Object redirected(Object constant) {
        if (constant instanceof Handle handle && isCopied(handle.getOwner(), handle.getName(), handle.getDesc())) {
            return new Handle(
                    Opcodes.H_INVOKESTATIC,
                    copyName,
                    handle.getName(),
                    descriptor(handle.getTag() == Opcodes.H_INVOKESTATIC, handle.getDesc()),
                    false);
        }
        if (constant instanceof ConstantDynamic dynamic) {
            Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = redirected(dynamic.getBootstrapMethodArgument(i));
            }
            return new ConstantDynamic(
                    dynamic.getName(), dynamic.getDescriptor(), dynamic.getBootstrapMethod(), arguments);
        }
        return constant;
    }

    private boolean isCopied(String owner, String name, String descriptor) {
        return owner.equals(host.node().name) && candidates.containsKey(name + descriptor);
    }

    private String descriptor(boolean isStatic, String descriptor) {
        return isStatic ? descriptor : "(L" + host.node().name + ";" + descriptor.substring(1);
    }

    private static boolean isStatic(MethodNode method) {
        return (method.access & Opcodes.ACC_STATIC) != 0;
    }
}
