package io.picklejar.reconstruct;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class that gives away its lookup, to be defined inside another loader: {@code public final class PickleJar$Anchor
 * implements Supplier { public Object get() { return MethodHandles.lookup(); } }}.
 *
 * <p>Every class loader has an unnamed module of its own, and a private lookup into another module has not the full
 * privileges that {@code LambdaMetafactory} insists on ("Invalid caller"). A lookup made inside the loader has.
 */
final class AnchorClass {
    private static final String SIMPLE_NAME = "PickleJar$Anchor";
    private static final String LOOKUP = "()Ljava/lang/invoke/MethodHandles$Lookup;";

    private AnchorClass() {}

    /** The binary name of the anchor of a package. */
    static String nameIn(String packageName) {
        return packageName.isEmpty() ? SIMPLE_NAME : packageName + "." + SIMPLE_NAME;
    }

    /** The class file of the anchor of a package. */
    static byte[] bytesIn(String packageName) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                nameIn(packageName).replace('.', '/'),
                null,
                "java/lang/Object",
                new String[] {"java/util/function/Supplier"});
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
        MethodVisitor get = writer.visitMethod(Opcodes.ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        get.visitCode();
        get.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", LOOKUP, false);
        get.visitInsn(Opcodes.ARETURN);
        get.visitMaxs(1, 1);
        get.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /**
     * The lookup of an anchor.
     *
     * @param finder sees the anchor: one of its package, where that is not exported
     */
    static Lookup lookupOf(Class<?> anchor, Lookup finder) {
        try {
            Object supplier = finder.findConstructor(anchor, MethodType.methodType(void.class))
                    .invoke();
            return (MethodHandles.Lookup) ((Supplier<?>) supplier).get();
        } catch (Throwable impossible) {
            throw new AssertionError("the anchor's constructor is public and throws nothing", impossible);
        }
    }
}
