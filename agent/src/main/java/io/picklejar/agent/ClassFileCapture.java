package io.picklejar.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Reads the class file of a loaded class back from the JVM: asks for its retransformation, looks at the bytes that pass,
 * and leaves them as they are.
 *
 * <p>The JVM writes the class file anew from its own structures. JDK 17 forgets the attribute {@code MethodParameters};
 * otherwise the class comes back as it was defined (JDK 17 to 28).
 */
final class ClassFileCapture implements ClassFileTransformer {
    static final ClassFileCapture INSTANCE = new ClassFileCapture();

    private volatile @Nullable Class<?> wanted;
    private volatile byte @Nullable [] found;

    private ClassFileCapture() {}

    @SuppressWarnings("ReferenceEquality") // classes have no equality but identity
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        // HotSpot also names the class being retransformed when it loads others meanwhile: the name has to agree.
        if (redefined != null
                && redefined == wanted
                && redefined.getName().replace('.', '/').equals(name)) {
            found = classFile.clone();
        }
        return null;
    }

    /** The class file of the class, or null if the JVM does not show it. One question at a time. */
    synchronized byte @Nullable [] capture(Instrumentation instrumentation, Class<?> type) {
        if (!instrumentation.isRetransformClassesSupported() || !instrumentation.isModifiableClass(type)) {
            return null;
        }
        wanted = type;
        try {
            instrumentation.retransformClasses(type);
            return found;
        } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
            return null;
        } finally {
            wanted = null;
            found = null;
        }
    }
}
