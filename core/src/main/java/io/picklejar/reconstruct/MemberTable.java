package io.picklejar.reconstruct;

import io.picklejar.jvm.ClassFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says of a class and its members, as far as access checks ask. Holds no class.
 *
 * @param name the internal name
 * @param shipped whether the class came in a pickle: then what its package could use of it was made public
 * @param access the flags of the class
 * @param superName the superclass, null for {@code Object} and modules
 * @param interfaces the direct superinterfaces
 * @param nestHost the host of the nest that the class says it is a member of, else null
 * @param members the flags of each member, by name and descriptor, with a colon between those of a field
 */
record MemberTable(
        String name,
        boolean shipped,
        int access,
        @Nullable String superName,
        List<String> interfaces,
        @Nullable String nestHost,
        Map<String, Integer> members) {

    static MemberTable of(byte[] classFile, boolean shipped) {
        ClassReader reader = ClassFiles.reader(classFile);
        Map<String, Integer> members = new HashMap<>();
        @Nullable String[] nestHost = new String[1];
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitNestHost(String host) {
                        nestHost[0] = host;
                    }

                    @Override
                    public @Nullable FieldVisitor visitField(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String generic,
                            @Nullable Object value) {
                        members.put(fieldKey(name, descriptor), access);
                        return null;
                    }

                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String generic,
                            String @Nullable [] exceptions) {
                        members.put(name + descriptor, access);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new MemberTable(
                reader.getClassName(),
                shipped,
                reader.getAccess(),
                reader.getSuperName(),
                List.of(reader.getInterfaces()),
                nestHost[0],
                members);
    }

    static String fieldKey(String name, String descriptor) {
        return name + ":" + descriptor;
    }

    boolean isPublic() {
        return (access & Opcodes.ACC_PUBLIC) != 0;
    }
}
