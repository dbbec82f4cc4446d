package io.picklejar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.policy.CodeOrigin;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes whose loaders serve no class file travel from a JVM with the agent to one without. */
final class UnservedClassesTest {
    private static final String SCRIPT = """
            package notebook;

            import java.util.List;
            import java.util.function.Supplier;

            public class Cell {
                sealed interface Shape permits Square, Circle {}

                record Square(int side) implements Shape {}

                record Circle(int radius) implements Shape {}

                enum Unit {
                    METRE {
                        @Override
                        String sign() {
                            return "m";
                        }
                    };

                    abstract String sign();
                }

                @FunctionalInterface
                interface Area {
                    int of(Shape shape);
                }

                private static int factor = 1;

                private final String name = "cell";

                public static Supplier<String> run() {
                    factor = 3;
                    return new Cell().made(List.of(new Square(2), new Circle(5)));
                }

                private Supplier<String> made(List<Shape> shapes) {
                    Area area = shape -> factor * (shape instanceof Square square
                            ? square.side() * square.side()
                            : ((Circle) shape).radius());
                    Object local = new Object() {
                        @Override
                        public String toString() {
                            return name + Unit.METRE.sign();
                        }
                    };
                    return () -> {
                        try {
                            return local + " " + shapes.stream().mapToInt(area::of).sum() + " " + shapes
                                    + Shape.class.getPermittedSubclasses().length;
                        } catch (IllegalStateException e) {
                            return "caught";
                        }
                    };
                }
            }
            """;

    private static final String EXPECTED = "cellm 27 [Square[side=2], Circle[radius=5]]2";

    /** A JVM with the agent and the classes of the test kit. */
    private static Worker origin(int jdk, String options) {
        Path testKit = Objects.requireNonNull(CodeOrigin.pathOf(RunScript.class));
        return AgentJvm.worker(jdk, options, "none").alsoOnClassPath(testKit).start();
    }

    private static Worker receiver(int jdk) {
        return Worker.builder().jdk(AgentJvm.jdk(jdk)).start();
    }

    @ParameterizedTest
    @CsvSource({"17, ''", "25, ''", "17, =call-sites"})
    void ofAnInMemoryCompiler(int jdk, String options) {
        try (Worker origin = origin(jdk, options);
                Worker receiver = receiver(jdk)) {
            byte[] pickle = origin.call(() -> {
                Object lambda = RunScript.call(RunScript.compileWithoutClassFiles(SCRIPT), "run");
                return PickleJar.standard().dumps(lambda);
            });

            assertThat(receiver.<Object>run(pickle)).isEqualTo(EXPECTED);
            assertThat(origin.output()).isEmpty();
            assertThat(receiver.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void areTheSameUnitsAsIfServed(int jdk) {
        String script = """
                public class Plain {
                    public static java.util.function.Supplier<String> run() {
                        int number = Integer.parseInt("4");
                        return () -> "x" + new Plain().twice(number);
                    }

                    private int twice(int number) {
                        return 2 * number;
                    }
                }
                """;
        try (Worker origin = origin(jdk, "")) {
            assertThat(origin.<Boolean>call(() -> {
                        Object served = RunScript.call(RunScript.compile(script), "run");
                        Object unserved = RunScript.call(RunScript.compileWithoutClassFiles(script), "run");
                        return PickleJar.unitsIn(PickleJar.standard().dumps(unserved))
                                .equals(PickleJar.unitsIn(PickleJar.standard().dumps(served)));
                    }))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void ofLookupDefineClass(int jdk) {
        byte[] classFile = generated("io/picklejar/testkit/Generated", "by a lookup");
        try (Worker origin = origin(jdk, "");
                Worker receiver = receiver(jdk)) {
            byte[] pickle = origin.call(() -> {
                Class<?> type = MethodHandles.privateLookupIn(RunScript.class, MethodHandles.lookup())
                        .defineClass(classFile);
                return PickleJar.standard().dumps(type.getConstructor().newInstance());
            });

            assertThat(receiver.<Object>run(pickle)).isEqualTo("by a lookup");
            assertThat(origin.output()).isEmpty();
            assertThat(receiver.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void ofALoaderThatDefinesGeneratedCode(int jdk) {
        byte[] classFile = generated("com/acme/Generated", "by a loader");
        try (Worker origin = origin(jdk, "");
                Worker receiver = receiver(jdk)) {
            byte[] pickle = origin.call(() -> PickleJar.standard()
                    .dumps(new Defining().define(classFile).getConstructor().newInstance()));

            assertThat(receiver.<Object>run(pickle)).isEqualTo("by a loader");
            assertThat(origin.output()).isEmpty();
            assertThat(receiver.output()).isEmpty();
        }
    }

    private static final class Defining extends ClassLoader {
        Class<?> define(byte[] classFile) {
            return defineClass(null, classFile, 0, classFile.length);
        }
    }

    /** A class file of a {@link Supplier} of this text. */
    private static byte[] generated(String name, String text) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", new String[] {
            "java/util/function/Supplier"
        });
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        MethodVisitor get = writer.visitMethod(Opcodes.ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        get.visitCode();
        get.visitLdcInsn(text);
        get.visitInsn(Opcodes.ARETURN);
        get.visitMaxs(0, 0);
        return writer.toByteArray();
    }
}
