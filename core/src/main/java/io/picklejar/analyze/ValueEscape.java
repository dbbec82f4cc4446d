package io.picklejar.analyze;

import io.picklejar.jvm.LambdaRecipe;
import java.lang.invoke.MethodHandleInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Whether by-reference code may get hold of a value that a lambda captured, and could look into it by reflection or store
 * it. Reading and writing its fields and calling its own methods does not count, nor does handing it to other by-value
 * code that does no more. What is not understood counts.
 *
 * <p>Choi, Gupta, Serrano, Sreedhar and Midkiff, "Escape analysis for Java", OOPSLA 1999, reduced to one value at a time.
 */
final class ValueEscape {
    private final Predicate<Class<?>> byValue;
    private final Set<String> visited = new HashSet<>();

    private ValueEscape(Predicate<Class<?>> byValue) {
        this.byValue = byValue;
    }

    /** Whether the captured value of this index gets out of by-value code. */
    static boolean escapes(LambdaRecipe recipe, int index, Predicate<Class<?>> byValue) {
        Class<?> owner = recipe.implClass();
        int slot = index;
        if (recipe.implKind() == MethodHandleInfo.REF_invokeStatic) {
            slot = slotOf(recipe.implDescriptor(), index);
        } else if (recipe.runsOnReceiver() && index > 0) {
            slot = 1 + slotOf(recipe.implDescriptor(), index - 1);
        } else if (!recipe.runsOnReceiver()) {
            return true;
        }
        return new ValueEscape(byValue).escapes(owner, recipe.implName() + recipe.implDescriptor(), slot);
    }

    /** The local variable of a parameter of a static method; JVMS 2.6.1. */
    private static int slotOf(String descriptor, int parameter) {
        Type[] types = Type.getArgumentTypes(descriptor);
        int slot = 0;
        for (int i = 0; i < parameter && i < types.length; i++) {
            slot += types[i].getSize();
        }
        return slot;
    }

    private boolean escapes(@Nullable Class<?> owner, String method, int slot) {
        if (owner == null || !byValue.test(owner)) {
            return true;
        }
        ClassModel model = ClassModel.of(owner);
        MethodNode code = model == null ? null : model.method(method);
        if (model == null || code == null || code.instructions.size() == 0) {
            return true;
        }
        return visited.add(owner.getName() + "." + method + "#" + slot) && escapes(model, code, slot);
    }

    private boolean escapes(ClassModel model, MethodNode method, int slot) {
        AbstractInsnNode mark = new InsnNode(Opcodes.NOP);
        Frame<SourceValue>[] frames;
        try {
            frames = new Analyzer<>(new Marking(mark, slot)).analyze(model.node().name, method);
        } catch (AnalyzerException e) {
            return true;
        }
        InsnList instructions = method.instructions;
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] != null && letsOut(model, instructions.get(i), frames[i], mark)) {
                return true;
            }
        }
        return false;
    }

    private boolean letsOut(
            ClassModel model, AbstractInsnNode instruction, Frame<SourceValue> frame, AbstractInsnNode mark) {
        int top = frame.getStackSize() - 1;
        return switch (instruction.getOpcode()) {
            case Opcodes.PUTFIELD, Opcodes.PUTSTATIC, Opcodes.ARETURN, Opcodes.ATHROW, Opcodes.AASTORE ->
                frame.getStack(top).insns.contains(mark);
            case Opcodes.INVOKESTATIC -> passes(model, (MethodInsnNode) instruction, frame, mark, 0);
            case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL, Opcodes.INVOKEINTERFACE ->
                passes(model, (MethodInsnNode) instruction, frame, mark, 1);
            case Opcodes.INVOKEDYNAMIC -> passes(model, (InvokeDynamicInsnNode) instruction, frame, mark);
            default -> false;
        };
    }

    /** Arguments count; the receiver does not: its own methods are looked at as those of a captured object. */
    private boolean passes(
            ClassModel model, MethodInsnNode call, Frame<SourceValue> frame, AbstractInsnNode mark, int firstSlot) {
        boolean exact = call.getOpcode() == Opcodes.INVOKESTATIC || call.getOpcode() == Opcodes.INVOKESPECIAL;
        for (int parameter : marked(call.desc, frame, mark)) {
            int slot = firstSlot + slotOf(call.desc, parameter);
            if (isHarmless(call)) {
                continue;
            }
            if (!exact || escapes(model.resolve(call.owner), call.name + call.desc, slot)) {
                return true;
            }
        }
        return false;
    }

    /** What the compiler itself adds to the source: methods that do no more than call {@code toString}, or nothing. */
    private static boolean isHarmless(MethodInsnNode call) {
        return (call.owner.equals("java/lang/String") && call.name.equals("valueOf")) || isNullCheck(call);
    }

    private static boolean isNullCheck(MethodInsnNode call) {
        return call.owner.equals("java/util/Objects")
                && call.name.equals("requireNonNull")
                && call.desc.equals("(Ljava/lang/Object;)Ljava/lang/Object;");
    }

    private boolean passes(
            ClassModel model, InvokeDynamicInsnNode site, Frame<SourceValue> frame, AbstractInsnNode mark) {
        List<Integer> marked = marked(site.desc, frame, mark);
        if (marked.isEmpty() || site.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
            return false; // a concatenation calls toString and no more
        }
        if (!site.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                || !(site.bsmArgs[1] instanceof Handle body)
                || body.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            return true;
        }
        boolean isStatic = body.getTag() == Opcodes.H_INVOKESTATIC;
        for (int captured : marked) {
            int slot = isStatic
                    ? slotOf(body.getDesc(), captured)
                    : captured == 0 ? 0 : 1 + slotOf(body.getDesc(), captured - 1);
            if (escapes(model.resolve(body.getOwner()), body.getName() + body.getDesc(), slot)) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> marked(String descriptor, Frame<SourceValue> frame, AbstractInsnNode mark) {
        int count = Type.getArgumentCount(descriptor);
        int first = frame.getStackSize() - count;
        return IntStream.range(0, count)
                .filter(i -> frame.getStack(first + i).insns.contains(mark))
                .boxed()
                .toList();
    }

    /** Follows one parameter through copies and casts, by a mark among the sources of values. */
    private static final class Marking extends SourceInterpreter {
        private final AbstractInsnNode mark;
        private final int slot;

        Marking(AbstractInsnNode mark, int slot) {
            super(Opcodes.ASM9);
            this.mark = mark;
            this.slot = slot;
        }

        @Override
        public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return local == slot ? new SourceValue(type.getSize(), mark) : new SourceValue(type.getSize());
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }

        @Override
        public SourceValue unaryOperation(AbstractInsnNode instruction, SourceValue value) {
            return instruction.getOpcode() == Opcodes.CHECKCAST ? value : super.unaryOperation(instruction, value);
        }

        @Override
        public SourceValue naryOperation(AbstractInsnNode instruction, List<? extends SourceValue> values) {
            return instruction instanceof MethodInsnNode call && isNullCheck(call)
                    ? values.get(0)
                    : super.naryOperation(instruction, values);
        }
    }
}
