package io.picklejar.reconstruct;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.MethodRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * Replaces the methods of a class that mention classes the receiver has not.
 *
 * <p>A class that travels whole brings methods along that nobody calls there: a test's, which mentions a test library, or a
 * {@code main}, which mentions an engine's client. The JVM verifies a class as a whole (JVMS 4.10), and may load what any
 * method mentions to do so, so that one such method would spoil all others. Called, a replaced method fails as it would
 * have: with a {@link NoClassDefFoundError} that names what is missing.
 */
final class Unlinkable {
    private Unlinkable() {}

    static void replace(ClassNode node, Predicate<String> exists) {
        for (MethodNode method : node.methods) {
            if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
                Set<String> missing = mentions(method);
                missing.removeIf(exists);
                if (!missing.isEmpty()) {
                    replaceCode(node, method, missing);
                }
            }
        }
    }

    /** The internal names of the classes outside {@code java.*} that the method's code mentions. */
    private static Set<String> mentions(MethodNode method) {
        Set<String> names = new TreeSet<>();
        Remapper collector = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                if (!internalName.startsWith("java/")) {
                    names.add(internalName);
                }
                return internalName;
            }
        };
        method.instructions.accept(new MethodRemapper(new MethodVisitor(Opcodes.ASM9) {}, collector));
        method.tryCatchBlocks.forEach(handler -> {
            if (handler.type != null) {
                collector.map(handler.type);
            }
        });
        return names;
    }

    private static void replaceCode(ClassNode node, MethodNode method, Set<String> missing) {
        method.instructions = new InsnList();
        method.tryCatchBlocks.clear();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        String message = String.join(", ", missing).replace('/', '.') + ": missing at the receiver, mentioned by "
                + node.name.replace('/', '.') + "." + method.name;
        method.visitTypeInsn(Opcodes.NEW, "java/lang/NoClassDefFoundError");
        method.visitInsn(Opcodes.DUP);
        method.visitLdcInsn(message);
        method.visitMethodInsn(
                Opcodes.INVOKESPECIAL, "java/lang/NoClassDefFoundError", "<init>", "(Ljava/lang/String;)V", false);
        method.visitInsn(Opcodes.ATHROW);
        method.maxStack = 3;
    }
}
