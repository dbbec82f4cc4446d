package io.picklejar.reconstruct;

import io.picklejar.jvm.Access;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds a lookup with full privilege access to a class, which {@link java.lang.invoke.LambdaMetafactory} demands.
 *
 * <p>The trusted lookup gives it for any class. Without one, a lookup of PickleJar is stripped of {@link Lookup#MODULE}
 * access when it moves to another module, and each class loader has an unnamed module of its own; then a lookup made
 * inside that module has to be found: the loader's anchor, or that of a class defined next to the host.
 */
final class HostLookup {
    private static final String ANCHOR_NAME = "PickleJar$Anchor";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

    private HostLookup() {}

    /** A lookup for lambdas that any class could have made: PickleJar's own, which needs no privilege. */
    static Lookup any() {
        return MethodHandles.lookup();
    }

    static Lookup in(Class<?> host) throws IllegalAccessException {
        Lookup lookup = Access.lookupIn(host);
        if (lookup.hasFullPrivilegeAccess()) {
            return lookup;
        }
        if (host.getClassLoader() instanceof Anchored loader) {
            return MethodHandles.privateLookupIn(host, loader.anchor());
        }
        return MethodHandles.privateLookupIn(host, anchorBeside(host, lookup));
    }

    private static Lookup anchorBeside(Class<?> host, Lookup lookup) throws IllegalAccessException {
        Class<?> anchor;
        try {
            anchor = lookup.defineClass(anchorClassFile(host.getPackageName()));
        } catch (LinkageError definedBefore) {
            try {
                anchor = lookup.findClass(anchorName(host.getPackageName()));
            } catch (ClassNotFoundException impossible) {
                throw definedBefore;
            }
        }
        try {
            Object supplier = lookup.findConstructor(anchor, MethodType.methodType(void.class))
                    .invoke();
            return (Lookup) ((Supplier<?>) supplier).get();
        } catch (Throwable impossible) {
            throw new AssertionError("the anchor's constructor is public and throws nothing", impossible);
        }
    }

    private static String anchorName(String packageName) {
        return packageName.isEmpty() ? ANCHOR_NAME : packageName + "." + ANCHOR_NAME;
    }

    /** {@code public final class PickleJar$Anchor implements Supplier { public Object get() { return lookup(); } }}. */
    private static byte[] anchorClassFile(String packageName) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                anchorName(packageName).replace('.', '/'),
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
        get.visitMethodInsn(
                Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", "()L" + LOOKUP + ";", false);
        get.visitInsn(Opcodes.ARETURN);
        get.visitMaxs(1, 1);
        get.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
