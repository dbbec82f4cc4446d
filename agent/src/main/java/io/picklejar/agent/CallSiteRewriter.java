package io.picklejar.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.invoke.LambdaMetafactory;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes every lambda of a user class serializable, by its call site: the specified {@link
 * LambdaMetafactory#altMetafactory} with {@link LambdaMetafactory#FLAG_SERIALIZABLE} in the place of what the compiler
 * wrote.
 *
 * <p>Unlike those of {@link LambdaFactoryPatch}, these lambdas are {@code instanceof Serializable}. Classes of the JDK
 * are left alone.
 */
final class CallSiteRewriter implements ClassFileTransformer {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final Handle ALT_METAFACTORY = new Handle(
            Opcodes.H_INVOKESTATIC,
            METAFACTORY,
            "altMetafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            false);

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        return isOfTheJdk(loader) ? null : rewritten(classFile);
    }

    @SuppressWarnings("ReferenceEquality") // loaders have no equality
    private static boolean isOfTheJdk(@Nullable ClassLoader loader) {
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** The class file with all its lambdas serializable, or null if it has none to change. */
    static byte @Nullable [] rewritten(byte[] classFile) {
        ClassReader reader = ClassFiles.reader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        Rewriter rewriter = new Rewriter(writer);
        reader.accept(rewriter, 0);
        return rewriter.changed ? ClassFiles.restoreVersion(writer.toByteArray(), classFile) : null;
    }

    private static final class Rewriter extends ClassVisitor {
        private boolean changed;

        Rewriter(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, method) {
                @Override
                public void visitInvokeDynamicInsn(
                        String name, String descriptor, Handle bootstrap, Object... arguments) {
                    Object[] serializable = serializable(name, bootstrap, arguments);
                    if (serializable == null) {
                        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
                    } else {
                        changed = true;
                        super.visitInvokeDynamicInsn(name, descriptor, ALT_METAFACTORY, serializable);
                    }
                }
            };
        }

        /** The static arguments of {@code altMetafactory} for a call site that needs to change; else null. */
        private static Object @Nullable [] serializable(String samName, Handle bootstrap, Object[] arguments) {
            // A lambda class has room for one writeReplace.
            if (!bootstrap.getOwner().equals(METAFACTORY) || samName.equals("writeReplace")) {
                return null;
            }
            if (bootstrap.getName().equals("metafactory")) {
                return new Object[] {arguments[0], arguments[1], arguments[2], LambdaMetafactory.FLAG_SERIALIZABLE};
            }
            int flags = (Integer) arguments[3];
            if ((flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0) {
                return null;
            }
            Object[] changed = arguments.clone();
            changed[3] = flags | LambdaMetafactory.FLAG_SERIALIZABLE;
            return changed;
        }
    }
}
