package io.picklejar.reconstruct;

import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.ClassFiles;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Fits a shipped class file to the receiver.
 *
 * <p><b>Access.</b> A package is a run-time package only within one loader (JVMS 5.3), and units have a loader each. So
 * what classes of one package could see of each other at the origin (package-private and protected members, and the
 * classes themselves) is made public here. Private methods and fields stay private: code that uses them is never split from them. Constructors,
 * which nobody inherits, are all made public.
 *
 * <p><b>Final.</b> Instance fields lose {@code final}, so that state can be filled in without privileges that later JDKs
 * deny (JEP 500). Records keep it: the JVM trusts it there, and they are made by their constructor. So do fields with
 * annotations, whose readers may insist on it, as Beam does for state.
 *
 * <p><b>Bridges.</b> What classes that stay by reference do not offer to other packages is used through {@link
 * MemberBridges}; {@link NestRepair} keeps nests together whose host stays away.
 *
 * <p><b>Static state.</b> Of classes whose mode is {@code SNAPSHOT}, see {@link SnapshotAdapter}.
 *
 * <p><b>Links.</b> Methods that mention classes the receiver has not are replaced, see {@link Unlinkable}.
 *
 * <p>The bytes on the wire and in the unit's id are the original ones.
 */
final class ClassAdapter extends ClassVisitor {
    private final Set<String> annotatedFields;
    private boolean isRecord;
    private boolean isInterface;

    private ClassAdapter(ClassVisitor next, Set<String> annotatedFields) {
        super(Opcodes.ASM9, next);
        this.annotatedFields = annotatedFields;
    }

    /**
     * The class file to define.
     *
     * @param exists whether the receiver has a class, by its internal name
     * @param loader the loader that will define the class, or null for one that stays where it was made
     */
    static byte[] adapt(ClassFile file, Predicate<String> exists, @Nullable UnitLoader loader) {
        ClassNode node = new ClassNode();
        ClassFiles.reader(file.bytes()).accept(node, 0);
        if (loader != null && loader.isSnapshot(node.name.replace('/', '.'))) {
            SnapshotAdapter.adapt(node);
        }
        Unlinkable.replace(node, exists);
        if (loader != null) {
            loader.reconnect(node);
            InterfaceStatics.redirect(node, loader);
        }
        ClassWriter writer = new ClassWriter(0);
        node.accept(new ClassAdapter(writer, annotatedFields(node)));
        byte[] adapted = writer.toByteArray();
        ClassFiles.setMajor(adapted, file.majorVersion());
        return adapted;
    }

    private static Set<String> annotatedFields(ClassNode node) {
        return node.fields.stream()
                .filter(field -> field.visibleAnnotations != null)
                .map(field -> field.name)
                .collect(Collectors.toSet());
    }

    private static int widened(int access) {
        return (access & Opcodes.ACC_PRIVATE) != 0 ? access : (access & ~Opcodes.ACC_PROTECTED) | Opcodes.ACC_PUBLIC;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        isRecord = (access & Opcodes.ACC_RECORD) != 0;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(version, access | Opcodes.ACC_PUBLIC, name, signature, superName, interfaces);
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        int adapted = widened(access);
        if (!isRecord && !isInterface && (access & Opcodes.ACC_STATIC) == 0 && !annotatedFields.contains(name)) {
            adapted &= ~Opcodes.ACC_FINAL;
        }
        return super.visitField(adapted, name, descriptor, signature, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        int adapted = switch (name) {
            case "<clinit>" -> access;
            case "<init>" -> (access & ~(Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED)) | Opcodes.ACC_PUBLIC;
            default -> widened(access);
        };
        return super.visitMethod(adapted, name, descriptor, signature, exceptions);
    }
}
