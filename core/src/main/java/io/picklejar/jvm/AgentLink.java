package io.picklejar.jvm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The way to PickleJar's agent, if the JVM runs with it. By reflection, through the system class loader, which is where
 * agents are: PickleJar may live in another loader, and neither the agent nor {@code java.instrument} need be there.
 */
public final class AgentLink {
    private static final String AGENT = "io.picklejar.agent.PickleJarAgent";

    private static final @Nullable Method CLASS_FILE = method("classFile", Class.class);
    private static final @Nullable Method OPEN = method("openJavaLangInvoke", Module.class);

    private AgentLink() {}

    /** The class file of a loaded class as the agent sees it in the JVM, or null without an agent or an answer. */
    public static byte @Nullable [] classFile(Class<?> type) {
        return (byte[]) call(CLASS_FILE, type);
    }

    /** Opens {@code java.lang.invoke} to PickleJar's module; answers whether that was done. */
    static boolean openJavaLangInvoke() {
        return Boolean.TRUE.equals(call(OPEN, AgentLink.class.getModule()));
    }

    /** The method of the agent, or null where it is not. */
    private static @Nullable Method method(String name, Class<?> parameter) {
        try {
            return Class.forName(AGENT, true, ClassLoader.getSystemClassLoader())
                    .getMethod(name, parameter);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException absent) {
            return null;
        }
    }

    private static @Nullable Object call(@Nullable Method method, Object argument) {
        if (method == null) {
            return null;
        }
        try {
            return method.invoke(null, argument);
        } catch (InvocationTargetException | IllegalAccessException unable) {
            return null;
        }
    }
}
