package io.picklejar.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The field in which compilers keep whether a class asserts; JLS 14.10. It is set anew wherever the class is defined. */
public final class AssertionFlag {
    /** The name that javac and ecj give it. */
    public static final String FIELD = "$assertionsDisabled";

    private AssertionFlag() {}

    /** Writes {@code $assertionsDisabled = !C.class.desiredAssertionStatus()}; needs a stack of one and no locals. */
    public static void initialize(MethodVisitor method, String className) {
        Label enabled = new Label();
        Label store = new Label();
        method.visitLdcInsn(Type.getObjectType(className));
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "desiredAssertionStatus", "()Z", false);
        method.visitJumpInsn(Opcodes.IFNE, enabled);
        method.visitInsn(Opcodes.ICONST_1);
        method.visitJumpInsn(Opcodes.GOTO, store);
        method.visitLabel(enabled);
        method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        method.visitInsn(Opcodes.ICONST_0);
        method.visitLabel(store);
        method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {Opcodes.INTEGER});
        method.visitFieldInsn(Opcodes.PUTSTATIC, className, FIELD, "Z");
    }
}
