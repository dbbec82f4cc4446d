package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.Row;
import io.picklejar.testkit.Worker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes to which an agent has added a static field that cannot be pickled and that every method reads, as JaCoCo does. */
final class InstrumentedClassesConformanceTest {
    private static final String PROBES = "$probes";

    /** What the loader serves as the class file. */
    enum Served {
        /** An agent changed the class while it was loaded: its file is as the compiler wrote it. */
        AS_COMPILED,
        /** The file itself was instrumented. */
        INSTRUMENTED
    }

    /** Is instrumented. */
    static final class Counted {
        private static int count = 5;

        private Counted() {}

        static int next() {
            return ++count;
        }

        static Object run() {
            return (Supplier<Object> & Serializable) () -> "next is " + next();
        }
    }

    /** Adds {@code private static transient synthetic Thread $probes} and has each method read it. */
    private static final class Instrumenting extends ClassVisitor {
        private final String owner;

        Instrumenting(ClassVisitor next, String owner) {
            super(Opcodes.ASM9, next);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    super.visitFieldInsn(Opcodes.GETSTATIC, owner, PROBES, "Ljava/lang/Thread;");
                    super.visitInsn(Opcodes.POP);
                }

                @Override
                public void visitMaxs(int maxStack, int maxLocals) {
                    super.visitMaxs(maxStack + 1, maxLocals);
                }
            };
        }

        @Override
        public void visitEnd() {
            int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;
            super.visitField(access, PROBES, "Ljava/lang/Thread;", null, null).visitEnd();
            super.visitEnd();
        }
    }

    /** Defines the counted class, instrumented and apart from its nest. */
    private static final class AgentLoader extends ClassLoader {
        private final byte[] compiled;
        private final byte[] instrumented;
        private final Served served;

        AgentLoader(Served served) throws IOException {
            super(InstrumentedClassesConformanceTest.class.getClassLoader());
            this.served = served;
            this.compiled = outOfItsNest();
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(compiled)
                    .accept(new Instrumenting(writer, Counted.class.getName().replace('.', '/')), 0);
            this.instrumented = writer.toByteArray();
        }

        private static byte[] outOfItsNest() throws IOException {
            String name = Counted.class.getName().replace('.', '/');
            try (InputStream stream = Counted.class.getResourceAsStream("/" + name + ".class")) {
                ClassWriter writer = new ClassWriter(0);
                new ClassReader(Objects.requireNonNull(stream).readAllBytes())
                        .accept(
                                new ClassVisitor(Opcodes.ASM9, writer) {
                                    @Override
                                    public void visitNestHost(String nestHost) {
                                        // a class of its own here
                                    }
                                },
                                0);
                return writer.toByteArray();
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Counted.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, instrumented, 0, instrumented.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return name.equals(Counted.class.getName().replace('.', '/') + ".class")
                    ? new ByteArrayInputStream(served == Served.AS_COMPILED ? compiled : instrumented)
                    : super.getResourceAsStream(name);
        }
    }

    @Row("test_dynamic_module_with_unpicklable_builtin")
    @ParameterizedTest
    @EnumSource(Served.class)
    void addedStaticsStayHome(Served served) throws Exception {
        Class<?> counted = Class.forName(Counted.class.getName(), true, new AgentLoader(served));
        Field probes = counted.getDeclaredField(PROBES);
        probes.setAccessible(true);
        Thread unpicklable = new Thread("never started");
        probes.set(null, unpicklable);
        var run = counted.getDeclaredMethod("run");
        run.setAccessible(true);
        Object lambda = run.invoke(null);

        byte[] pickle = Place.JAR.dumps(lambda);

        try (Worker worker = Worker.start()) {
            assertThat(worker.<String>run(pickle)).isEqualTo("next is 6");
            assertThat(worker.output()).isEmpty();
        }
        assertThat(probes.get(null)).isSameAs(unpicklable);
        assertThat(((Supplier<?>) lambda).get()).isEqualTo("next is 6");
    }
}
