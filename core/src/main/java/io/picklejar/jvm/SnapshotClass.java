package io.picklejar.jvm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What a class is like whose static state comes out of a pickle and not from its initializer. Origin and receiver judge
 * the class file by the same rules.
 */
public final class SnapshotClass {
    private static final String SERIAL_FIELDS = "serialPersistentFields";

    private SnapshotClass() {}

    /**
     * An enum constant as its class's initializer makes it. Its place in the list is its ordinal.
     *
     * @param name its name and that of its field
     * @param className the internal name of its class: the enum, or the subclass that is its body (JLS 8.9.1)
     */
    public record Constant(String name, String className) {}

    /** Whether the value of a field comes from the pickle. Enum constants do not: they are made again, by name. */
    public static boolean travels(FieldNode field) {
        int home = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT | Opcodes.ACC_ENUM;
        return (field.access & Opcodes.ACC_STATIC) != 0
                && (field.access & home) == 0
                && field.value == null
                && !field.name.equals(SERIAL_FIELDS);
    }

    /** Whether the class is defined differently, or gets other values, than one whose initializer runs as ever. */
    public static boolean isAffected(ClassNode node) {
        return (node.access & Opcodes.ACC_ENUM) != 0
                || node.fields.stream().anyMatch(SnapshotClass::travels)
                || (initializer(node) != null && !keepsInitializer(node));
    }

    /**
     * Whether the initializer has to run all the same, since it sets what nobody else can: synthetic fields, the JDK's
     * description of the serial form, or enum constants that it makes in an uncommon way.
     */
    public static boolean keepsInitializer(ClassNode node) {
        MethodNode initializer = initializer(node);
        if (initializer == null) {
            return false;
        }
        if (node.fields.stream().anyMatch(field -> field.name.equals(SERIAL_FIELDS))) {
            return true;
        }
        String values = isEnum(node) ? valuesField(node) : null;
        for (AbstractInsnNode instruction : initializer.instructions) {
            FieldNode set = fieldSetBy(instruction, node);
            if (set != null
                    && (set.access & Opcodes.ACC_SYNTHETIC) != 0
                    && !set.name.equals(AssertionFlag.FIELD)
                    && !set.name.equals(values)) {
                return true;
            }
        }
        return isEnum(node) && (values == null || constants(node) == null);
    }

    /** Whether the class is an enum itself, as opposed to the body of a constant. */
    public static boolean isEnum(ClassNode node) {
        return (node.access & Opcodes.ACC_ENUM) != 0 && "java/lang/Enum".equals(node.superName);
    }

    /** Whether the class is the body of an enum constant. */
    public static boolean isConstantBody(ClassNode node) {
        return (node.access & Opcodes.ACC_ENUM) != 0 && !"java/lang/Enum".equals(node.superName);
    }

    /** The name of the synthetic field with all constants of an enum, or null if there is not exactly one. */
    public static @Nullable String valuesField(ClassNode node) {
        List<String> found = node.fields.stream()
                .filter(field -> (field.access & (Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC))
                                == (Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC)
                        && field.desc.equals("[L" + node.name + ";"))
                .map(field -> field.name)
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    /**
     * The constants of an enum in their order, read off its initializer, which stores each one right after it ran its
     * constructor; null if it does otherwise.
     */
    public static @Nullable List<Constant> constants(ClassNode node) {
        MethodNode initializer = initializer(node);
        List<Constant> constants = new ArrayList<>();
        AbstractInsnNode before = null;
        if (initializer != null) {
            for (AbstractInsnNode instruction : initializer.instructions) {
                FieldNode set = fieldSetBy(instruction, node);
                if (set != null && (set.access & Opcodes.ACC_ENUM) != 0) {
                    if (!(before instanceof MethodInsnNode made) || !made.name.equals("<init>")) {
                        return null;
                    }
                    constants.add(new Constant(set.name, made.owner));
                }
                before = instruction.getOpcode() < 0 ? before : instruction;
            }
        }
        long declared = node.fields.stream()
                .filter(field -> (field.access & Opcodes.ACC_ENUM) != 0)
                .count();
        return declared == constants.size() ? constants : null;
    }

    private static @Nullable FieldNode fieldSetBy(AbstractInsnNode instruction, ClassNode node) {
        if (instruction.getOpcode() != Opcodes.PUTSTATIC
                || !(instruction instanceof FieldInsnNode set)
                || !set.owner.equals(node.name)) {
            return null;
        }
        return node.fields.stream()
                .filter(field -> field.name.equals(set.name) && field.desc.equals(set.desc))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable MethodNode initializer(ClassNode node) {
        return node.methods.stream()
                .filter(method -> method.name.equals("<clinit>"))
                .findFirst()
                .orElse(null);
    }
}
