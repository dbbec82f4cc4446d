package io.picklejar.analyze;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Whether a method lets {@code this} out of sight: stores, returns or passes it to code of another class, which could
 * then call any method of it. A method that only reads its fields and calls its own methods does not.
 */
final class ThisEscape {
    /** They call no other method of the object. */
    private static final Set<String> FINAL_METHODS_OF_OBJECT = Set.of("getClass", "notify", "notifyAll", "wait");

    private final String owner;

    private ThisEscape(String owner) {
        this.owner = owner;
    }

    static boolean escapes(String owner, MethodNode method) {
        if (method.instructions.size() == 0 || (method.access & Opcodes.ACC_STATIC) != 0) {
            return false;
        }
        Frame<SourceValue>[] frames;
        try {
            frames = new Analyzer<>(new SourceInterpreter()).analyze(owner, method);
        } catch (AnalyzerException e) {
            return true; // not understood: assume the worst
        }
        ThisEscape check = new ThisEscape(owner);
        InsnList instructions = method.instructions;
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] != null && check.letsOut(instructions.get(i), frames[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean letsOut(AbstractInsnNode instruction, Frame<SourceValue> frame) {
        int top = frame.getStackSize() - 1;
        return switch (instruction.getOpcode()) {
            case Opcodes.PUTFIELD,
                    Opcodes.PUTSTATIC,
                    Opcodes.ARETURN,
                    Opcodes.ATHROW,
                    Opcodes.AASTORE,
                    Opcodes.ASTORE -> isThis(frame.getStack(top));
            case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL, Opcodes.INVOKEINTERFACE, Opcodes.INVOKESTATIC ->
                passes((MethodInsnNode) instruction, frame);
            case Opcodes.INVOKEDYNAMIC -> passes((InvokeDynamicInsnNode) instruction, frame);
            default -> false;
        };
    }

    private boolean passes(MethodInsnNode call, Frame<SourceValue> frame) {
        int arguments = Type.getArgumentCount(call.desc);
        if (anyIsThis(frame, arguments)) {
            return true;
        }
        if (call.getOpcode() == Opcodes.INVOKESTATIC) {
            return false;
        }
        boolean receiverIsThis = isThis(frame.getStack(frame.getStackSize() - 1 - arguments));
        boolean isFinalOfObject = call.owner.equals("java/lang/Object") && FINAL_METHODS_OF_OBJECT.contains(call.name);
        return receiverIsThis && !call.owner.equals(owner) && !isFinalOfObject;
    }

    /** A lambda that captures {@code this} is code of the same class and looked at by itself; concatenation is not. */
    private static boolean passes(InvokeDynamicInsnNode site, Frame<SourceValue> frame) {
        boolean isLambda = site.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory");
        return !isLambda && anyIsThis(frame, Type.getArgumentCount(site.desc));
    }

    private static boolean anyIsThis(Frame<SourceValue> frame, int arguments) {
        int size = frame.getStackSize();
        for (int i = 0; i < arguments; i++) {
            if (isThis(frame.getStack(size - 1 - i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isThis(@Nullable SourceValue value) {
        if (value == null) {
            return false;
        }
        for (AbstractInsnNode source : value.insns) {
            if (source instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD && load.var == 0) {
                return true;
            }
        }
        return false;
    }
}
