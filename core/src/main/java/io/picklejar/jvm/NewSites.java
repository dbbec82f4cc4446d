package io.picklejar.jvm;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * The constructor calls of a method that end a {@code new} expression, and how many copies of the new object wait for
 * them on the stack: one that the call takes and, mostly, one that stays.
 */
public final class NewSites {
    private final MethodNode method;
    private final Frame<SourceValue>[] frames;

    private NewSites(MethodNode method, Frame<SourceValue>[] frames) {
        this.method = method;
        this.frames = frames;
    }

    /**
     * The calls among {@code wanted} whose new object is nowhere but on the stack, right below the arguments, with the
     * number of its copies. Calls of {@code super(...)} and {@code this(...)} are not among them.
     *
     * @param owner the internal name of the method's class
     */
    public static Map<MethodInsnNode, Integer> in(
            String owner, MethodNode method, Predicate<? super MethodInsnNode> wanted) {
        Map<MethodInsnNode, Integer> sites = new HashMap<>();
        NewSites analysis = null;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && call.name.equals("<init>") && wanted.test(call)) {
                analysis = analysis == null ? of(owner, method) : analysis;
                int copies = analysis == null ? 0 : analysis.copies(call);
                if (copies > 0) {
                    sites.put(call, copies);
                }
            }
        }
        return sites;
    }

    private static @Nullable NewSites of(String owner, MethodNode method) {
        try {
            return new NewSites(method, new Analyzer<>(new CopyTransparent()).analyze(owner, method));
        } catch (AnalyzerException e) {
            return null; // not understood
        }
    }

    private int copies(MethodInsnNode call) {
        Frame<SourceValue> frame = frames[method.instructions.indexOf(call)];
        if (frame == null) {
            return 0; // unreachable
        }
        int receiver = frame.getStackSize() - 1 - Type.getArgumentCount(call.desc);
        AbstractInsnNode made = madeBy(frame.getStack(receiver));
        if (made == null) {
            return 0;
        }
        int copies = 1;
        while (receiver - copies >= 0 && madeBy(frame.getStack(receiver - copies)) == made) {
            copies++;
        }
        int all = 0;
        for (int i = 0; i < frame.getStackSize(); i++) {
            all += madeBy(frame.getStack(i)) == made ? 1 : 0;
        }
        for (int i = 0; i < frame.getLocals(); i++) {
            all += madeBy(frame.getLocal(i)) == made ? 1 : 0;
        }
        return all == copies ? copies : 0;
    }

    private static @Nullable AbstractInsnNode madeBy(SourceValue value) {
        if (value.insns.size() != 1) {
            return null;
        }
        AbstractInsnNode source = value.insns.iterator().next();
        return source.getOpcode() == Opcodes.NEW ? source : null;
    }

    /** A copy of a value comes from where the value comes from. */
    private static final class CopyTransparent extends SourceInterpreter {
        CopyTransparent() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }
    }
}
