package io.picklejar.analyze;

import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.ClassFiles;
import io.picklejar.policy.CodeOrigin;
import java.lang.ref.SoftReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * A class of static methods that are copies of another class's nameless ones: of lambda bodies, and of the private helpers
 * that they call. What was {@code this} is the first parameter, which has the same place among the local variables, so that
 * the instructions stay as they are but for calls among the copies.
 *
 * <p>Not every method can be copied: see {@link Outlining}. Immutable; cached softly for each host.
 */
public final class OutlinedClass {
    /** The package that the copies live in, behind it the host's own name. No rule of a user applies to it. */
    public static final String PREFIX = CodeOrigin.OUTLINED_PREFIX;

    private static final ClassCache<Cell> CACHE = new ClassCache<>() {
        @Override
        protected Cell computeValue(Class<?> type) {
            return new Cell();
        }
    };

    private static final class Cell {
        private SoftReference<@Nullable OutlinedClass> outlined = new SoftReference<>(null);
    }

    /** A static method that stands for another one. */
    public record Method(String name, String descriptor) {}

    private final String name;
    private final ClassFile classFile;
    private final Map<String, Method> methods;

    private OutlinedClass(String name, ClassFile classFile, Map<String, Method> methods) {
        this.name = name;
        this.classFile = classFile;
        this.methods = Map.copyOf(methods);
    }

    /** The copies of the nameless methods of this class, as far as they can be copied. */
    public static OutlinedClass of(Class<?> host) {
        Cell cell = CACHE.get(host);
        synchronized (cell) {
            OutlinedClass outlined = cell.outlined.get();
            if (outlined == null) {
                outlined = make(host);
                cell.outlined = new SoftReference<>(outlined);
            }
            return outlined;
        }
    }

    /** The binary name of the class. */
    public String name() {
        return name;
    }

    /** The class file, the same whenever the host is. */
    public ClassFile classFile() {
        return classFile;
    }

    /** The copy of the method of this name and descriptor, or null if it has none. */
    public @Nullable Method methodFor(String methodName, String descriptor) {
        return methods.get(methodName + descriptor);
    }

    private static OutlinedClass make(Class<?> host) {
        ClassModel model = ClassModel.of(host);
        if (model == null) {
            throw new IllegalArgumentException("the class file of " + host.getName() + " cannot be read");
        }
        ClassNode original = new ClassNode();
        ClassFiles.reader(model.classFile()).accept(original, 0);
        String name = PREFIX + host.getName();
        Outlining outlining = new Outlining(model, original, name.replace('.', '/'));
        // What a body of the JDK does needs no newer class file than Java 17's, and has to run there.
        int version = CodeOrigin.isJdk(host) ? ClassFile.JAVA_17 : ClassFiles.major(model.classFile());
        ClassNode copy = new ClassNode();
        copy.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name.replace('.', '/'),
                null,
                "java/lang/Object",
                null);
        copy.visitSource(original.sourceFile, null);
        copy.methods.addAll(outlining.copies());
        ClassWriter writer = new ClassWriter(0);
        copy.accept(writer);
        byte[] bytes = writer.toByteArray();
        ClassFiles.setMajor(bytes, version);
        return new OutlinedClass(name, new ClassFile(bytes), outlining.methods());
    }
}
