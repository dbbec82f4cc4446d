package io.picklejar.beam;

import io.picklejar.PickleJar;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Finds out whether a value can travel through Java serialization to workers that lack the by-value classes of a jar. */
final class JavaSerialization {
    private JavaSerialization() {}

    /** Why the value cannot, in words without a final full stop; null if it can. */
    static @Nullable String obstacle(Object value, PickleJar jar) {
        try (Probe probe = new Probe(jar)) {
            probe.writeObject(value);
            return null;
        } catch (StackOverflowError e) {
            return "its object graph is too deep for Java serialization";
        } catch (IOException e) {
            return e instanceof NotSerializableException
                    ? e.getMessage() + " is not Serializable"
                    : String.valueOf(e.getMessage());
        }
    }

    /** Writes to nowhere; stops at the first class that travels by value. */
    private static final class Probe extends ObjectOutputStream {
        private final PickleJar jar;

        Probe(PickleJar jar) throws IOException {
            super(OutputStream.nullOutputStream());
            this.jar = jar;
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            refuseByValue(type);
        }

        @Override
        protected void annotateProxyClass(Class<?> type) throws IOException {
            for (Class<?> implemented : type.getInterfaces()) {
                refuseByValue(implemented);
            }
        }

        private void refuseByValue(Class<?> type) throws IOException {
            Class<?> element = type;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            if (!element.isPrimitive() && jar.isByValue(element)) {
                throw new IOException(element.getName() + " travels by value");
            }
        }
    }
}
