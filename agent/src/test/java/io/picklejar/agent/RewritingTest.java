package io.picklejar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which class files are rewritten, and that only what is meant changes in them. */
final class RewritingTest {
    private static final String FACTORY = "(Ljava/lang/String;Z)V";

    /** A class with constructors of these descriptors. */
    private static byte[] withConstructors(String... descriptors) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Factory", null, "java/lang/Object", null);
        for (String descriptor : descriptors) {
            MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", descriptor, null, null);
            constructor.visitCode();
            constructor.visitVarInsn(Opcodes.ALOAD, 0);
            constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            constructor.visitInsn(Opcodes.RETURN);
            constructor.visitMaxs(0, 0);
        }
        return writer.toByteArray();
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void theFactoryOfThisJdkIsPatched() throws Exception {
        Class<?> factory = Class.forName("java.lang.invoke.InnerClassLambdaMetafactory", false, null);

        assertThat(LambdaFactoryPatch.patched(classFile(factory))).isNotNull().isNotEqualTo(classFile(factory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"()V", "(Ljava/lang/String;)V", "(Z)V", "(Ljava/lang/String;ZZ)V"})
    void aFactoryOfAnotherShapeIsLeftAlone(String descriptor) {
        assertThat(LambdaFactoryPatch.patched(withConstructors(FACTORY))).isNotNull();
        assertThat(LambdaFactoryPatch.patched(withConstructors(descriptor))).isNull();
        assertThat(LambdaFactoryPatch.patched(withConstructors(FACTORY, descriptor)))
                .isNull();
    }

    @Test
    void aNewerClassFileKeepsItsVersion() throws IOException {
        byte[] factory = withConstructors(FACTORY);
        factory[7] = 99;
        byte[] withLambdas = classFile(TellingProgram.class);
        withLambdas[7] = 99;

        assertThat(Objects.requireNonNull(LambdaFactoryPatch.patched(factory))[7])
                .isEqualTo((byte) 99);
        assertThat(Objects.requireNonNull(CallSiteRewriter.rewritten(withLambdas))[7])
                .isEqualTo((byte) 99);
    }

    @Test
    void aClassWithoutLambdasIsNotRewritten() throws IOException {
        assertThat(CallSiteRewriter.rewritten(classFile(AgentJvm.class))).isNotNull();
        assertThat(CallSiteRewriter.rewritten(withConstructors("()V"))).isNull();
    }

    @Test
    void aRewrittenClassHasNothingLeftToRewrite() throws IOException {
        byte[] rewritten = Objects.requireNonNull(CallSiteRewriter.rewritten(classFile(TellingProgram.class)));

        assertThat(CallSiteRewriter.rewritten(rewritten)).isNull();
    }
}
