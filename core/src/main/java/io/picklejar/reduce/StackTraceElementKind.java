package io.picklejar.reduce;

import io.picklejar.jvm.Access;
import org.jspecify.annotations.Nullable;

/**
 * Frames of stack traces. Java serialization takes some 400 bytes for each, ten times as much as there is in it.
 *
 * <p>An element also knows, in a private field, whether its text leaves out the name of a loader of the JDK's and the
 * version of a module of the JDK's. Where that field cannot be set, the names themselves are left out.
 */
final class StackTraceElementKind extends Kind<StackTraceElement> {
    /** Bits of {@code StackTraceElement.format}. */
    private static final int HIDES_LOADER = 1;

    private static final int HIDES_VERSION = 2;

    StackTraceElementKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == StackTraceElement.class;
    }

    @Override
    public Reduction<?> reduce(StackTraceElement element, ReduceContext context) {
        return Reduction.of(
                this,
                element.getClassName(),
                element.getMethodName(),
                element.getFileName(),
                element.getLineNumber(),
                element.getClassLoaderName(),
                element.getModuleName(),
                element.getModuleVersion(),
                format(element));
    }

    private static int format(StackTraceElement element) {
        String text = element.toString();
        String loader = element.getClassLoaderName();
        String version = element.getModuleVersion();
        return (loader != null && !text.startsWith(loader + "/") ? HIDES_LOADER : 0)
                | (version != null && !text.contains("@" + version) ? HIDES_VERSION : 0);
    }

    @Override
    public StackTraceElement make(@Nullable Object[] args) throws NoSuchFieldException {
        String type = Args.string(args, 0);
        String method = Args.string(args, 1);
        String file = (String) args[2];
        int line = Args.number(args, 3);
        String loader = (String) args[4];
        String module = (String) args[5];
        String version = (String) args[6];
        int format = Args.number(args, 7);
        StackTraceElement whole = new StackTraceElement(loader, module, version, type, method, file, line);
        if (format == 0) {
            return whole;
        }
        try {
            Access.set(StackTraceElement.class.getDeclaredField("format"), whole, (byte) format);
            return whole;
        } catch (IllegalAccessException closed) {
            return new StackTraceElement(
                    (format & HIDES_LOADER) == 0 ? loader : null,
                    module,
                    (format & HIDES_VERSION) == 0 ? version : null,
                    type,
                    method,
                    file,
                    line);
        }
    }
}
