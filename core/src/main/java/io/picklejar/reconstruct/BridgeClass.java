package io.picklejar.reconstruct;

import io.picklejar.jvm.LambdaRecipe;
import java.lang.invoke.MethodHandleInfo;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class of one static method that calls what is not public in a by-reference class, for a method reference to it.
 *
 * <p>{@code LambdaMetafactory} takes only methods that its caller may call. So the lambda runs this method, as javac would
 * have it run a method of the class for what a method reference cannot express.
 */
final class BridgeClass {
    private static final String METHOD = "bridge";

    private BridgeClass() {}

    /** The recipe, running on a bridge that the capturing class's loader defines. */
    static LambdaRecipe define(LambdaRecipe recipe, UnitLoader loader) {
        String packageName = recipe.capturingClass().getPackageName();
        String name = (packageName.isEmpty() ? "" : packageName + ".") + "PickleJar$Bridge$" + loader.nextBridge();
        String descriptor = descriptor(recipe);
        Class<?> bridge = loader.defineBridge(name, classFile(name, recipe, descriptor));
        return new LambdaRecipe(
                bridge,
                recipe.functionalInterface(),
                recipe.samName(),
                recipe.samDescriptor(),
                MethodHandleInfo.REF_invokeStatic,
                bridge,
                METHOD,
                descriptor,
                false,
                recipe.instantiatedDescriptor(),
                recipe.factoryParameters(),
                recipe.serializable(),
                recipe.markers(),
                recipe.bridges());
    }

    /** The member as a static method: what it works on comes first, what it makes is returned. */
    private static String descriptor(LambdaRecipe recipe) {
        Type owner = Type.getType(recipe.implClass());
        String own = recipe.implDescriptor();
        return switch (recipe.implKind()) {
            case MethodHandleInfo.REF_invokeStatic -> own;
            case MethodHandleInfo.REF_newInvokeSpecial -> Type.getMethodDescriptor(owner, Type.getArgumentTypes(own));
            default -> "(" + owner.getDescriptor() + own.substring(1);
        };
    }

    private static byte[] classFile(String name, LambdaRecipe recipe, String descriptor) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name.replace('.', '/'),
                null,
                "java/lang/Object",
                null);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, METHOD, descriptor, null, null);
        method.visitCode();
        int local = 0;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
            local += argument.getSize();
        }
        method.visitInvokeDynamicInsn(
                MemberBridge.nameFor(recipe.implName()),
                descriptor,
                MemberBridges.USE,
                recipe.implKind(),
                Type.getInternalName(recipe.implClass()),
                recipe.implDescriptor());
        method.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
