package io.picklejar.reconstruct;

import io.picklejar.jvm.AssertionFlag;
import io.picklejar.jvm.SnapshotClass;
import io.picklejar.policy.Statics;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Fits a class to {@link Statics#SNAPSHOT}: its initializer is taken out, and what of it nobody else does is put in again.
 *
 * <p><b>Final.</b> Statics that the pickle brings lose {@code final}, so that they can be set without privilege. Those of
 * interfaces have to keep it (JVMS 4.5); see {@link InterfaceStatics}.
 *
 * <p><b>Enums.</b> {@code values()} has to work, and a constant has to be there before its fields are filled in. So the
 * class makes its constants without the user's constructor, by one that is added: reflection makes no enum constants
 * (JLS 8.9), and allocating them would leave {@code name} and {@code ordinal} to be set in a class of the JDK.
 *
 * <p>cloudpickle: {@code _make_skeleton_class}, {@code _make_skeleton_enum}.
 */
final class SnapshotAdapter {
    /** What no constructor of a user takes. */
    private static final String CONSTRUCTOR = "(Ljava/lang/String;I[[[[Ljava/lang/Void;)V";

    private final ClassNode node;

    private SnapshotAdapter(ClassNode node) {
        this.node = node;
    }

    static void adapt(ClassNode node) {
        new SnapshotAdapter(node).adapt();
    }

    private void adapt() {
        List<SnapshotClass.Constant> constants = SnapshotClass.isEnum(node) ? SnapshotClass.constants(node) : null;
        if (!SnapshotClass.keepsInitializer(node)) {
            node.methods.removeIf(method -> method.name.equals("<clinit>"));
            addInitializer(constants == null ? List.of() : constants);
            if (constants != null) {
                addConstructor("(Ljava/lang/String;I)V");
            }
        }
        if (SnapshotClass.isConstantBody(node)) {
            addConstructor(CONSTRUCTOR);
        }
        if ((node.access & Opcodes.ACC_INTERFACE) == 0) {
            node.fields.stream().filter(SnapshotClass::travels).forEach(field -> field.access &= ~Opcodes.ACC_FINAL);
        }
    }

    private void addInitializer(List<SnapshotClass.Constant> constants) {
        MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        if (node.fields.stream().anyMatch(field -> field.name.equals(AssertionFlag.FIELD))) {
            AssertionFlag.initialize(method, node.name);
        }
        String values = SnapshotClass.isEnum(node) ? SnapshotClass.valuesField(node) : null;
        if (values != null) {
            makeConstants(method, constants, values);
        }
        if ((node.access & Opcodes.ACC_INTERFACE) != 0) {
            InterfaceStatics.copyInto(method, node);
        }
        if (method.instructions.size() > 0) {
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(5, 0);
            node.methods.add(method);
        }
    }

    private void makeConstants(MethodNode method, List<SnapshotClass.Constant> constants, String values) {
        String descriptor = "L" + node.name + ";";
        for (int i = 0; i < constants.size(); i++) {
            SnapshotClass.Constant constant = constants.get(i);
            method.visitTypeInsn(Opcodes.NEW, constant.className());
            method.visitInsn(Opcodes.DUP);
            method.visitLdcInsn(constant.name());
            method.visitLdcInsn(i);
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, constant.className(), "<init>", CONSTRUCTOR, false);
            method.visitFieldInsn(Opcodes.PUTSTATIC, node.name, constant.name(), descriptor);
        }
        method.visitLdcInsn(constants.size());
        method.visitTypeInsn(Opcodes.ANEWARRAY, node.name);
        for (int i = 0; i < constants.size(); i++) {
            method.visitInsn(Opcodes.DUP);
            method.visitLdcInsn(i);
            method.visitFieldInsn(Opcodes.GETSTATIC, node.name, constants.get(i).name(), descriptor);
            method.visitInsn(Opcodes.AASTORE);
        }
        method.visitFieldInsn(Opcodes.PUTSTATIC, node.name, values, "[" + descriptor);
    }

    /** A constructor that hands name and ordinal up and does nothing else. */
    private void addConstructor(String superDescriptor) {
        MethodNode method =
                new MethodNode(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, "<init>", CONSTRUCTOR, null, null);
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitVarInsn(Opcodes.ILOAD, 2);
        if (superDescriptor.equals(CONSTRUCTOR)) {
            method.visitVarInsn(Opcodes.ALOAD, 3);
        }
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, node.superName, "<init>", superDescriptor, false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(4, 4);
        node.methods.add(method);
    }

    /** Whether the pickle brings the value of a field that has to stay final. */
    static boolean isInterfaceStatic(ClassNode node, FieldNode field) {
        return (node.access & Opcodes.ACC_INTERFACE) != 0 && SnapshotClass.travels(field);
    }
}
