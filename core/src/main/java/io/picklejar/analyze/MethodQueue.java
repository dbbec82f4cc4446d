package io.picklejar.analyze;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** The reached methods that are still to be looked at. */
final class MethodQueue {
    private final Deque<Reached> work = new ArrayDeque<>();

    /**
     * A reached method.
     *
     * @param certain as {@link ReachedClass#addMethod} says
     */
    record Reached(ReachedClass members, MethodNode method, boolean certain) {}

    /** Notes that a method is reached, and queues it unless it was looked at before. */
    void keep(ReachedClass members, MethodNode method, boolean certain) {
        if (members.dropsInitializer() && method.name.equals("<clinit>")) {
            return;
        }
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            throw NativeMethods.refusal(members.model().type(), method.name);
        }
        if (members.addMethod(method.name + method.desc, certain)) {
            work.add(new Reached(members, method, certain));
        }
    }

    /** All methods of a class but the bodies of its lambdas, which the methods reach by themselves. */
    void keepAll(ReachedClass members) {
        for (MethodNode method : members.model().node().methods) {
            if (!isLambdaBody(method)) {
                keep(members, method, false);
            }
        }
    }

    private static boolean isLambdaBody(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0
                && (method.name.startsWith("lambda$") || method.name.equals("$deserializeLambda$"));
    }

    /** The next one, or null if there is none. */
    @Nullable
    Reached next() {
        return work.poll();
    }
}
