package io.picklejar.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has the JDK give every lambda the {@code writeReplace} that it gives serializable ones.
 *
 * <p>{@code java.lang.invoke.InnerClassLambdaMetafactory}, which spins the lambda classes, takes one boolean: whether to
 * write that method (JDK 17 to 28). The patch sets it at the beginning of the constructor. That a lambda <em>is</em>
 * {@link java.io.Serializable} is decided elsewhere and stays as it is: Java serialization refuses what it refused.
 * Lambdas whose interface method is itself called {@code writeReplace} are left alone; a class has one such method.
 *
 * <p>Call sites that were linked before keep their lambda classes.
 */
final class LambdaFactoryPatch implements ClassFileTransformer {
    private static final String FACTORY = "java.lang.invoke.InnerClassLambdaMetafactory";
    private static final String INTERNAL_NAME = FACTORY.replace('.', '/');

    private final Class<?> factory;

    private LambdaFactoryPatch(Class<?> factory) {
        this.factory = factory;
    }

    /** Patches the JDK and proves it on a lambda; where that fails, leaves the JDK as it was and answers false. */
    static boolean install(Instrumentation instrumentation) {
        if (!instrumentation.isRetransformClassesSupported()) {
            return false;
        }
        LambdaFactoryPatch patch;
        try {
            Class<?> factory = Class.forName(FACTORY, false, null);
            // A dry run. It also loads all that the patch uses: not to happen inside of the JVM's own retransformation.
            if (patched(classFile(factory)) == null) {
                return false;
            }
            patch = new LambdaFactoryPatch(factory);
        } catch (ClassNotFoundException | IOException | RuntimeException | LinkageError otherJdk) {
            return false;
        }
        instrumentation.addTransformer(patch, true);
        if (patch.retransform(instrumentation) && TellingLambda.tells()) {
            return true;
        }
        instrumentation.removeTransformer(patch);
        patch.retransform(instrumentation);
        return false;
    }

    private boolean retransform(Instrumentation instrumentation) {
        try {
            instrumentation.retransformClasses(factory);
            return true;
        } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
            return false;
        }
    }

    private static byte[] classFile(Class<?> factory) throws IOException {
        try (InputStream stream = factory.getResourceAsStream("InnerClassLambdaMetafactory.class")) {
            if (stream == null) {
                throw new IOException("no class file of " + FACTORY);
            }
            return stream.readAllBytes();
        }
    }

    @SuppressWarnings("ReferenceEquality") // classes have no equality but identity
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        // HotSpot also names the class being retransformed when it loads others meanwhile: the name has to agree.
        return redefined == factory && INTERNAL_NAME.equals(name) ? patched(classFile) : null;
    }

    /** The patched class file, or null if the class has not the one constructor that is known. */
    static byte @Nullable [] patched(byte[] classFile) {
        ClassReader reader = ClassFiles.reader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Patcher patcher = new Patcher(writer);
        reader.accept(patcher, 0);
        return patcher.constructors == 1 && patcher.patched
                ? ClassFiles.restoreVersion(writer.toByteArray(), classFile)
                : null;
    }

    private static final class Patcher extends ClassVisitor {
        private int constructors;
        private boolean patched;

        Patcher(ClassVisitor next) {
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
            if (!name.equals("<init>")) {
                return method;
            }
            constructors++;
            int methodName = onlyParameter(descriptor, Type.getType(String.class));
            int serializable = onlyParameter(descriptor, Type.BOOLEAN_TYPE);
            if (methodName < 0 || serializable < 0) {
                return method;
            }
            patched = true;
            return new MethodVisitor(Opcodes.ASM9, method) {
                /** {@code serializable |= !methodName.equals("writeReplace")}, without a branch: no frame has to change. */
                @Override
                public void visitCode() {
                    super.visitCode();
                    super.visitVarInsn(Opcodes.ILOAD, serializable);
                    super.visitVarInsn(Opcodes.ALOAD, methodName);
                    super.visitLdcInsn("writeReplace");
                    super.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
                    super.visitInsn(Opcodes.ICONST_1);
                    super.visitInsn(Opcodes.IXOR);
                    super.visitInsn(Opcodes.IOR);
                    super.visitVarInsn(Opcodes.ISTORE, serializable);
                }
            };
        }

        /** The local variable of the only parameter of the type, or -1 if there is none or several. */
        private static int onlyParameter(String descriptor, Type type) {
            int found = -1;
            int local = 1;
            for (Type parameter : Type.getArgumentTypes(descriptor)) {
                if (parameter.equals(type)) {
                    if (found >= 0) {
                        return -1;
                    }
                    found = local;
                }
                local += parameter.getSize();
            }
            return found;
        }
    }
}
