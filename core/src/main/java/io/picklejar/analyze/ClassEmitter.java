package io.picklejar.analyze;

import io.picklejar.jvm.AssertionFlag;
import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.ClassFiles;
import io.picklejar.policy.DebugInfo;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes canonical class files: with a fresh constant pool in visiting order, so that equal code has equal bytes
 * whatever tool wrote it, and without the debug information that the policy drops.
 *
 * <p>cloudpickle: {@code _code_reduce}.
 */
final class ClassEmitter {
    private final DebugInfo debug;

    ClassEmitter(DebugInfo debug) {
        this.debug = debug;
    }

    /** The whole class. */
    ClassFile whole(ClassModel model) {
        ClassWriter writer = new ClassWriter(0);
        reader(model).accept(new DebugFilter(writer), readerOptions());
        return finish(writer, model);
    }

    /**
     * The members of the class that are reached, as a class of that name: a part of a code holder.
     *
     * @param hasNestmates whether other members of its nest are parts of it, too: then their host is named, shipped or not
     */
    ClassFile slice(ReachedClass reached, Predicate<String> shippedWithIt, boolean hasNestmates, OwnerResolver owners) {
        ClassNode node = new ClassNode();
        reader(reached.model()).accept(new DebugFilter(node), readerOptions());
        node.superName = "java/lang/Object"; // of a class whose instances travel it is so anyhow
        if (!reached.isCapturedHost()) {
            node.interfaces = List.of();
        }
        node.signature = null;
        node.permittedSubclasses = null;
        node.recordComponents = null;
        node.access &= ~(Opcodes.ACC_ENUM | Opcodes.ACC_RECORD | Opcodes.ACC_FINAL);
        node.outerClass = null;
        node.outerMethod = null;
        node.outerMethodDesc = null;
        node.visibleAnnotations = null;
        node.invisibleAnnotations = null;
        node.visibleTypeAnnotations = null;
        node.invisibleTypeAnnotations = null;
        node.attrs = null;
        node.innerClasses.removeIf(inner ->
                !shippedWithIt.test(inner.name) || (inner.outerName != null && !shippedWithIt.test(inner.outerName)));
        if (node.nestMembers != null) {
            node.nestMembers.removeIf(member -> !shippedWithIt.test(member));
        }
        if (node.nestHostClass != null && !shippedWithIt.test(node.nestHostClass) && !hasNestmates) {
            node.nestHostClass = null;
        }
        node.fields.removeIf(field -> !reached.reachesField(field.name, field.desc));
        node.methods.removeIf(method -> !reached.reachesMethod(method.name + method.desc));
        node.methods.forEach(method -> retarget(method, owners));
        boolean asserts = node.fields.stream().anyMatch(field -> field.name.equals(AssertionFlag.FIELD));
        if (asserts && !reached.reachesMethod("<clinit>()V")) {
            node.methods.add(assertionsInitializer(node.name));
        }
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return finish(writer, reached.model());
    }

    /** Finds the class that declares an inherited static member: a slice has no supertypes to inherit from. */
    @FunctionalInterface
    interface OwnerResolver {
        /** The internal name of the declaring class, or null to leave the owner as it is. */
        @Nullable
        String declaringClass(String owner, String name, String descriptor, boolean isMethod);
    }

    private static void retarget(MethodNode method, OwnerResolver owners) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                String owner = owners.declaringClass(call.owner, call.name, call.desc, true);
                call.owner = owner == null ? call.owner : owner;
            } else if (instruction instanceof FieldInsnNode use
                    && (use.getOpcode() == Opcodes.GETSTATIC || use.getOpcode() == Opcodes.PUTSTATIC)) {
                String owner = owners.declaringClass(use.owner, use.name, use.desc, false);
                use.owner = owner == null ? use.owner : owner;
            } else if (instruction instanceof InvokeDynamicInsnNode site) {
                for (int i = 0; i < site.bsmArgs.length; i++) {
                    if (site.bsmArgs[i] instanceof Handle handle && handle.getTag() == Opcodes.H_INVOKESTATIC) {
                        site.bsmArgs[i] = retarget(handle, owners);
                    }
                }
            }
        }
    }

    /** javac names the qualifying type of a method reference since 18, the declaring class before (JDK-8059632). */
    private static Handle retarget(Handle handle, OwnerResolver owners) {
        String owner = owners.declaringClass(handle.getOwner(), handle.getName(), handle.getDesc(), true);
        return owner == null
                ? handle
                : new Handle(handle.getTag(), owner, handle.getName(), handle.getDesc(), handle.isInterface());
    }

    /** {@code $assertionsDisabled = !C.class.desiredAssertionStatus()}, for a holder that drops the initializer. */
    private static MethodNode assertionsInitializer(String className) {
        MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        AssertionFlag.initialize(method, className);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 0);
        return method;
    }

    private static ClassReader reader(ClassModel model) {
        return ClassFiles.reader(model.classFile());
    }

    private int readerOptions() {
        return debug == DebugInfo.STRIP ? ClassReader.SKIP_DEBUG : 0;
    }

    private static ClassFile finish(ClassWriter writer, ClassModel model) {
        byte[] bytes = writer.toByteArray();
        ClassFiles.setMajor(bytes, ClassFiles.major(model.classFile()));
        return new ClassFile(bytes);
    }

    /** Drops the names of local variables and the source-debug extension, unless all is kept. */
    private final class DebugFilter extends ClassVisitor {
        DebugFilter(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitSource(@Nullable String source, @Nullable String extension) {
            super.visitSource(source, debug == DebugInfo.KEEP ? extension : null);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (debug == DebugInfo.KEEP) {
                return next;
            }
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitLocalVariable(
                        String variable, String type, @Nullable String generic, Label from, Label to, int index) {
                    // names of local variables serve debuggers only
                }
            };
        }
    }
}
