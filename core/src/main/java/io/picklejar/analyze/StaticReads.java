package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.AssertionFlag;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.SnapshotClass;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** The static fields that reached code reads. */
final class StaticReads {
    private final MethodQueue queue;
    private final List<Field> found = new ArrayList<>();

    StaticReads(MethodQueue queue) {
        this.queue = queue;
    }

    /**
     * A static that is read. Of a snapshot its value travels. Else the value of one that is not final, if the class ever
     * ran; and the initializer wherever it makes the value, or may have made what stays home.
     */
    void add(ReachedClass declaring, FieldNode field, boolean certain) {
        ClassModel model = declaring.model();
        if (declaring.isSnapshot() && SnapshotClass.travels(field)) {
            found.add(reflected(model, field));
            return;
        }
        boolean isFinal = (field.access & Opcodes.ACC_FINAL) != 0;
        boolean isSynthetic = (field.access & Opcodes.ACC_SYNTHETIC) != 0;
        boolean isTransient = (field.access & Opcodes.ACC_TRANSIENT) != 0;
        MethodNode initializer = model.method("<clinit>()V");
        if (initializer != null
                && !field.name.equals(AssertionFlag.FIELD)
                && (isFinal || (!isSynthetic && (isTransient || !Access.isInitialized(model.type()))))) {
            queue.keep(declaring, initializer, certain);
        }
        if (!isFinal && !isTransient && !(isSynthetic && isFilledByItsClass(model, field))) {
            found.add(reflected(model, field));
        }
    }

    /**
     * Whether the field is a cache that a compiler or an agent made and its class fills itself, as Groovy's call sites. One
     * that no method of the class writes was filled from outside and has no other way to its value, as the interceptors of
     * Byte Buddy.
     */
    private static boolean isFilledByItsClass(ClassModel model, FieldNode field) {
        return model.node().methods.stream()
                .flatMap(method -> model.facts(method).fields().stream())
                .anyMatch(use -> !use.isRead() && use.name().equals(field.name));
    }

    /** The constants of an enum that is a snapshot: each stands for its own fields. */
    void addConstants(ClassModel model) {
        model.node().fields.stream()
                .filter(field -> (field.access & Opcodes.ACC_ENUM) != 0)
                .forEach(field -> found.add(reflected(model, field)));
    }

    private static Field reflected(ClassModel model, FieldNode field) {
        try {
            return model.type().getDeclaredField(field.name);
        } catch (NoSuchFieldException e) {
            throw new CodeProblemException(
                    Problem.CODE_MISMATCH,
                    "the class file of " + model.type().getName() + " has a field " + field.name
                            + " that the loaded class has not",
                    "restart the JVM: its class path changed while it ran",
                    e);
        }
    }

    /** Those whose values travel and that were not returned before. */
    List<Field> takeNew() {
        List<Field> taken = List.copyOf(found);
        found.clear();
        return taken;
    }
}
