package io.picklejar.reconstruct;

import io.picklejar.policy.Statics;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The statics of interfaces whose mode is {@link Statics#SNAPSHOT}.
 *
 * <p>They are final (JVMS 4.5) and can be set by the interface's own initializer only. But its value may be an object of
 * a class that implements the interface, and making it may initialize the interface (JLS 12.4.1, "declares any default
 * methods"): before the value is there. So the values live in a class beside the interface, which shipped code reads
 * instead. Nothing else sees a shipped interface but reflection, for which the interface's initializer copies what is
 * there when it runs.
 */
final class InterfaceStatics {
    /** What the class beside an interface has behind the interface's name. */
    static final String SUFFIX = "$$Statics";

    private InterfaceStatics() {}

    /** The class file of the class beside an interface. */
    static byte[] classFile(ClassNode node) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                node.name + SUFFIX,
                null,
                "java/lang/Object",
                null);
        for (FieldNode field : node.fields) {
            if (SnapshotAdapter.isInterfaceStatic(node, field)) {
                writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, field.name, field.desc, null, null)
                        .visitEnd();
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Writes the part of an interface's initializer that copies the values; needs a stack of two. */
    static void copyInto(MethodVisitor method, ClassNode node) {
        for (FieldNode field : node.fields) {
            if (SnapshotAdapter.isInterfaceStatic(node, field)) {
                method.visitFieldInsn(Opcodes.GETSTATIC, node.name + SUFFIX, field.name, field.desc);
                method.visitFieldInsn(Opcodes.PUTSTATIC, node.name, field.name, field.desc);
            }
        }
    }

    /** Lets the code of a class that the loader defines read the values where they are. */
    static void redirect(ClassNode node, UnitLoader loader) {
        for (MethodNode method : node.methods) {
            if (!method.name.equals("<clinit>") || (node.access & Opcodes.ACC_INTERFACE) == 0) {
                redirect(method, node, loader);
            }
        }
    }

    private static void redirect(MethodNode method, ClassNode node, UnitLoader loader) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() == Opcodes.GETSTATIC
                    && instruction instanceof FieldInsnNode read
                    && !isOwn(read, node)) {
                String home = homeOf(read.owner, read, loader);
                read.owner = home == null ? read.owner : home;
            }
        }
    }

    /** Most statics are the class's own: no need to look further. */
    private static boolean isOwn(FieldInsnNode read, ClassNode node) {
        return read.owner.equals(node.name)
                && (node.access & Opcodes.ACC_INTERFACE) == 0
                && declaring(node, read) != null;
    }

    private static @Nullable FieldNode declaring(ClassNode node, FieldInsnNode read) {
        return node.fields.stream()
                .filter(field -> field.name.equals(read.name) && field.desc.equals(read.desc))
                .findFirst()
                .orElse(null);
    }

    /** The internal name of the class beside the interface that a field is resolved in (JVMS 5.4.3.2), or null. */
    private static @Nullable String homeOf(@Nullable String owner, FieldInsnNode read, UnitLoader from) {
        UnitLoader loader = owner == null ? null : from.loaderOf(owner.replace('/', '.'));
        if (owner == null || loader == null) {
            return null;
        }
        ClassNode node = loader.outline(owner.replace('/', '.'));
        FieldNode field = declaring(node, read);
        if (field != null) {
            boolean isBeside =
                    loader.isSnapshot(owner.replace('/', '.')) && SnapshotAdapter.isInterfaceStatic(node, field);
            return isBeside ? owner + SUFFIX : null;
        }
        for (String each : node.interfaces) {
            String home = homeOf(each, read, loader);
            if (home != null) {
                return home;
            }
        }
        return homeOf(node.superName, read, loader);
    }
}
