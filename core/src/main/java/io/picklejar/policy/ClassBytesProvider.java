package io.picklejar.policy;

import org.jspecify.annotations.Nullable;

/**
 * Hands out the class files of classes whose loader does not serve them: of a language runtime, a proxy library, whoever
 * calls {@code defineClass} and keeps what it defined. Found by {@link java.util.ServiceLoader} through the loader of the
 * class in question, the thread's context loader and PickleJar's own.
 *
 * <p>PickleJar asks the class's loader first, for the resource {@code com/acme/Generated.class}; then the providers; then
 * PickleJar's agent, if the JVM has it. It keeps no provider: an instance serves one question, so what a provider knows
 * belongs into its loader or a static field. For one jar alone there are none: what is known of a class is shared by all
 * jars of the JVM.
 */
@FunctionalInterface
public interface ClassBytesProvider {
    /**
     * The class file that the class was defined from, or null for a class that this provider does not know.
     *
     * @param type neither hidden nor an array nor primitive; not to be initialized
     */
    byte @Nullable [] classFileOf(Class<?> type);
}
