package io.picklejar.reconstruct;

import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.ClassFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines the class that holds copies of lambda bodies of another class, beside which it lives: it sees what that class
 * sees, and goes with it. Serves its class file, so that the copies travel by value as any code does.
 */
public final class OutlineLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final ClassCache<Defined> OF_HOST = new ClassCache<>() {
        @Override
        protected Defined computeValue(Class<?> host) {
            return new Defined();
        }
    };

    private static final class Defined {
        private @Nullable Class<?> type;
    }

    private final String name;
    private final ClassFile classFile;

    private OutlineLoader(@Nullable ClassLoader parent, String name, ClassFile classFile) {
        super("picklejar-outlined", parent);
        this.name = name;
        this.classFile = classFile;
    }

    /** The class of this name and content beside the host; defined once for each host. */
    public static Class<?> define(Class<?> host, String name, ClassFile classFile) {
        Defined defined = OF_HOST.get(host);
        synchronized (defined) {
            if (defined.type == null) {
                defined.type = new OutlineLoader(host.getClassLoader(), name, classFile).define();
            }
            return defined.type;
        }
    }

    private Class<?> define() {
        byte[] adapted = ClassAdapter.adapt(classFile, internalName -> true, null);
        return defineClass(name, adapted, 0, adapted.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String resource) {
        return resource.equals(name.replace('.', '/') + ".class")
                ? new ByteArrayInputStream(classFile.bytes())
                : super.getResourceAsStream(resource);
    }
}
