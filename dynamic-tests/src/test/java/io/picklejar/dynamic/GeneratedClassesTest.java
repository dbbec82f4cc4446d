package io.picklejar.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.ClassRule;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import java.util.function.Supplier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that a library made while the program ran, with their class files at hand or not. */
final class GeneratedClassesTest {
    private static final String HIDDEN_BYTES =
            " has to travel by value but its class file cannot be read at $; load it through"
                    + " a class loader that serves its class files as resources, provide a ClassBytesProvider, or start the JVM with -javaagent:picklejar-agent.jar [no-class-bytes]";

    private static Receivers receivers;

    @BeforeAll
    static void start() {
        receivers = Receivers.with();
    }

    @AfterAll
    static void close() {
        receivers.close();
    }

    private static Object byteBuddy(String name, ClassLoadingStrategy<ClassLoader> strategy) throws Exception {
        DynamicType.Unloaded<?> made = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(Object.class)
                .implement(Supplier.class)
                .name(name)
                .method(ElementMatchers.named("get"))
                .intercept(FixedValue.value("made"))
                .make();
        return made.load(GeneratedClassesTest.class.getClassLoader(), strategy)
                .getLoaded()
                .getConstructor()
                .newInstance();
    }

    // source: Byte Buddy, WRAPPER_PERSISTENT and CHILD_FIRST_PERSISTENT
    @Test
    void byteBuddyThatKeepsItsClassFiles() throws Exception {
        receivers.assertRuns("made", byteBuddy("made.Kept", ClassLoadingStrategy.Default.WRAPPER_PERSISTENT));
        receivers.assertRuns("made", byteBuddy("made.KeptToo", ClassLoadingStrategy.Default.CHILD_FIRST_PERSISTENT));
    }

    // source: Byte Buddy, WRAPPER and INJECTION
    @Test
    void byteBuddyThatForgetsItsClassFiles() throws Exception {
        Object object = byteBuddy("made.Forgotten", ClassLoadingStrategy.Default.WRAPPER);

        assertThatThrownBy(() -> PickleJar.standard().dumps(object))
                .isInstanceOf(PicklingException.class)
                .hasMessage("made.Forgotten" + HIDDEN_BYTES);
    }

    /** What a generated class is delegated to lives in a static field that only its loaded type initializer knows. */
    @Test
    void byteBuddyWithAnInterceptor() throws Exception {
        Object object = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(Object.class)
                .implement(Function.class)
                .name("made.Delegating")
                .method(ElementMatchers.named("apply"))
                .intercept(MethodDelegation.withDefaultConfiguration()
                        .filter(ElementMatchers.named("apply"))
                        .to((Function<Object, Object>) x -> "got " + x, Function.class))
                .make()
                .load(GeneratedClassesTest.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER_PERSISTENT)
                .getLoaded()
                .getConstructor()
                .newInstance();

        receivers
                .pickledBy(PickleJar.builder().byValue(ClassRule.localCode()).build())
                .assertRuns("got 7", object, 7);
    }

    /** {@code class name implements Supplier { public Object get() { return "made"; } }}. */
    private static byte[] supplier(String internalName) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, internalName, null, "java/lang/Object", new String[] {
            "java/util/function/Supplier"
        });
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        method.visitCode();
        method.visitLdcInsn("made");
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** As frameworks that generate code have them. */
    private static final class ServingLoader extends ClassLoader {
        private final byte[] classFile;

        ServingLoader(byte[] classFile) {
            super(GeneratedClassesTest.class.getClassLoader());
            this.classFile = classFile;
        }

        @Override
        protected Class<?> findClass(String name) {
            return defineClass(name, classFile, 0, classFile.length);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.equals("made/ByAsm.class")
                    ? new ByteArrayInputStream(classFile)
                    : super.getResourceAsStream(name);
        }
    }

    // source: defineClass by a loader that serves what it defines
    @Test
    void loaderThatServesWhatItDefines() throws Exception {
        Class<?> type = new ServingLoader(supplier("made/ByAsm")).loadClass("made.ByAsm");

        receivers.assertRuns("made", type.getConstructor().newInstance());
        assertThat(receivers.echo(type)).isSameAs(type);
    }

    // source: Lookup.defineClass
    @Test
    void classThatALookupDefined() throws Exception {
        byte[] classFile = supplier("io/picklejar/dynamic/ByLookup");
        Object object =
                MethodHandles.lookup().defineClass(classFile).getConstructor().newInstance();

        // It says that it is from the directory of its neighbours, where no receiver will find it.
        assertThatThrownBy(() -> PickleJar.standard().dumps(object))
                .isInstanceOf(PicklingException.class)
                .hasMessage("io.picklejar.dynamic.ByLookup" + HIDDEN_BYTES);
    }

    // source: Lookup.defineHiddenClass
    @Test
    void hiddenClass() throws Exception {
        byte[] classFile = supplier("io/picklejar/dynamic/Hidden");
        Object object = MethodHandles.lookup()
                .defineHiddenClass(classFile, true)
                .lookupClass()
                .getConstructor()
                .newInstance();

        assertThatThrownBy(() -> PickleJar.standard().dumps(object))
                .isInstanceOf(PicklingException.class)
                .hasMessage("no reducer for " + object.getClass().getName()
                        + ": it is a hidden class, which has no class file to travel with at $; capture what you need from it"
                        + " instead, make the field transient, or register a Reducer for "
                        + object.getClass().getSimpleName() + " [no-reducer]");
    }

    // source: MethodHandleProxies
    @Test
    void methodHandleProxy() throws Exception {
        MethodHandle length =
                MethodHandles.lookup().findVirtual(String.class, "length", MethodType.methodType(int.class));
        Object object = MethodHandleProxies.asInterfaceInstance(
                Function.class, length.asType(MethodType.methodType(Object.class, Object.class)));

        assertThatThrownBy(() -> PickleJar.standard().dumps(object))
                .isInstanceOf(PicklingException.class)
                .hasMessageMatching(
                        "no reducer for \\S+: it is a class of the JDK without a serial form, most likely a live"
                                + " resource at \\$(\\.handler)?; capture what you need from it instead, make the field transient, or"
                                + " register a Reducer for \\S+ \\[no-reducer\\]");
    }
}
