package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.AgentLink;
import io.picklejar.jvm.CodeProblemException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class files of loaded classes: asks the class's loader, then the {@link ProvidedClassBytes}, then the agent.
 * Never initializes a class. Thread-safe; caches nothing.
 */
public final class ClassBytes {
    private ClassBytes() {}

    /** The class file of {@code type}, or null: hidden, array and primitive types have none, and nobody may know it. */
    public static byte @Nullable [] of(Class<?> type) {
        if (type.isHidden() || type.isArray() || type.isPrimitive()) {
            return null;
        }
        byte[] served = servedByLoader(type);
        if (served != null) {
            return served;
        }
        byte[] provided = ProvidedClassBytes.ask(type).classFile();
        return provided == null ? AgentLink.classFile(type) : provided;
    }

    /** Why there is no class file of a class that has to travel by value; asks the providers again to tell. */
    static CodeProblemException missing(Class<?> type) {
        ProvidedClassBytes.Answer answer = ProvidedClassBytes.ask(type);
        String what = type.getName() + " has to travel by value but its class file cannot be read";
        String complaints = String.join(", ", answer.complaints());
        return new CodeProblemException(
                Problem.NO_CLASS_BYTES,
                complaints.isEmpty() ? what : what + ": " + complaints,
                "load it through a class loader that serves its class files as resources, provide a ClassBytesProvider,"
                        + " or start the JVM with -javaagent:picklejar-agent.jar",
                answer.thrown());
    }

    private static byte @Nullable [] servedByLoader(Class<?> type) {
        // Absolute, so that the name is not resolved against the package. Class files are never encapsulated.
        try (InputStream stream = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException | RuntimeException unreadable) {
            // A closed or misbehaving loader serves nothing.
            return null;
        }
    }
}
