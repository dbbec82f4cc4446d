package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** The static fields that reached code reads: a final one needs the initializer, another one its value. */
final class StaticReads {
    private final MethodQueue queue;
    private final List<Field> found = new ArrayList<>();

    StaticReads(MethodQueue queue) {
        this.queue = queue;
    }

    void add(ReachedClass declaring, FieldNode field, boolean certain) {
        if ((field.access & Opcodes.ACC_FINAL) != 0) {
            MethodNode initializer = declaring.model().method("<clinit>()V");
            if (initializer != null && !field.name.equals(ClassEmitter.ASSERTIONS_DISABLED)) {
                queue.keep(declaring, initializer, certain);
            }
        } else if ((field.access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT)) == 0) {
            try {
                found.add(declaring.model().type().getDeclaredField(field.name));
            } catch (NoSuchFieldException e) {
                throw new CodeProblemException(
                        Problem.CODE_MISMATCH,
                        "the class file of " + declaring.model().type().getName() + " has a field " + field.name
                                + " that the loaded class has not",
                        "restart the JVM: its class path changed while it ran",
                        e);
            }
        }
    }

    /** The non-final ones that were not returned before. */
    List<Field> takeNew() {
        List<Field> taken = List.copyOf(found);
        found.clear();
        return taken;
    }
}
