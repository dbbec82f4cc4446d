package io.picklejar.reconstruct;

import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.ClassFiles;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Whether classes have static state. Payloads that have equal slices without any can share them, whatever the {@link
 * io.picklejar.policy.Isolation}: nothing in them could differ. Most lambdas are like that, and all copies of the JDK's.
 */
final class StaticState {
    private StaticState() {}

    static boolean isIn(Collection<ClassFile> classFiles) {
        return classFiles.stream().anyMatch(StaticState::isIn);
    }

    private static boolean isIn(ClassFile classFile) {
        boolean[] found = {false};
        ClassVisitor fields = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable FieldVisitor visitField(
                    int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
                boolean isState = (access & Opcodes.ACC_STATIC) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
                found[0] |= isState && value == null;
                return null;
            }
        };
        ClassFiles.reader(classFile.bytes()).accept(fields, ClassReader.SKIP_CODE);
        return found[0];
    }
}
