package io.picklejar.reconstruct;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class of one method, {@code return MethodHandles.lookup()}, that each unit's loader defines for itself.
 *
 * <p>Every class loader has an unnamed module of its own, and a private lookup into another module has not the full
 * privileges that {@code LambdaMetafactory} insists on ("Invalid caller"). A lookup made inside the loader has.
 */
final class AnchorClass {
    static final String NAME = "io.picklejar.Anchor$";

    private static final String LOOKUP = "()Ljava/lang/invoke/MethodHandles$Lookup;";

    private AnchorClass() {}

    static byte[] bytes() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
                NAME.replace('.', '/'),
                null,
                "java/lang/Object",
                null);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "lookup", LOOKUP, null, null);
        method.visitCode();
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", LOOKUP, false);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    static MethodHandles.Lookup lookupOf(Class<?> anchor) {
        try {
            return (MethodHandles.Lookup) anchor.getMethod("lookup").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the anchor class is public and so is its method", e);
        }
    }
}
