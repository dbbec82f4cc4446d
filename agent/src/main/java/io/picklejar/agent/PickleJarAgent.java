package io.picklejar.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The java agent: {@code java -javaagent:picklejar-agent.jar …}, or {@code Launcher-Agent-Class:
 * io.picklejar.agent.PickleJarAgent} and {@code Can-Retransform-Classes: true} in the manifest of a main jar that has
 * the agent on its class path.
 *
 * <p>From its start on, lambdas tell what they are made of, {@link java.io.Serializable} or not. The public methods other than
 * the entry points are for PickleJar, which finds them by reflection through the system class loader; their parameters
 * are types of the JDK, since PickleJar may live in another loader.
 *
 * <p>{@code -javaagent:picklejar-agent.jar=call-sites} has the call sites in user classes rewritten, as happens without
 * being asked on a JVM whose lambda factory is not the one that {@link LambdaFactoryPatch} knows.
 */
public final class PickleJarAgent {
    private static final String CALL_SITES = "call-sites";

    private static volatile @Nullable Instrumentation instrumentation;

    private PickleJarAgent() {}

    /** Starts with the JVM: {@code -javaagent}. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /** Starts before the main class ({@code Launcher-Agent-Class}) or in a running JVM; there it changes later lambdas only. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    private static synchronized void start(@Nullable String options, Instrumentation started) {
        boolean callSites = CALL_SITES.equals(options);
        if (options != null && !options.isEmpty() && !callSites) {
            throw new IllegalArgumentException(
                    "unknown option of PickleJar's agent: " + options + "; choose " + CALL_SITES + " or none");
        }
        if (instrumentation != null) {
            return;
        }
        if (started.isRetransformClassesSupported()) {
            // The first in the row: it sees class files before the call sites in them are rewritten.
            started.addTransformer(ClassFileCapture.INSTANCE, true);
        }
        if (callSites || !LambdaFactoryPatch.install(started)) {
            started.addTransformer(new CallSiteRewriter(), started.isRetransformClassesSupported());
        }
        instrumentation = started;
    }

    /**
     * The class file of a loaded class as the JVM has it, or null for a class that the JVM does not show: a hidden one, an
     * array, a primitive type.
     */
    public static byte @Nullable [] classFile(Class<?> type) {
        Instrumentation running = instrumentation;
        return running == null ? null : ClassFileCapture.INSTANCE.capture(running, type);
    }

    /**
     * Opens {@code java.lang.invoke} to a module, as {@code --add-opens java.base/java.lang.invoke} does.
     *
     * @return whether the agent was started and did it
     */
    public static boolean openJavaLangInvoke(Module module) {
        Instrumentation running = instrumentation;
        if (running == null) {
            return false;
        }
        running.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang.invoke", Set.of(module)),
                Set.of(),
                Map.of());
        return true;
    }
}
