package io.picklejar.flink;

import io.picklejar.PickleJar;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What Java serialization would make of an object: whether it can write it, and which classes the receiver needs for
 * reading it. Finds out by writing to nowhere.
 */
final class JavaForm {
    private final Set<Class<?>> byValue;
    private final boolean marked;
    private final @Nullable Exception failure;

    private JavaForm(Set<Class<?>> byValue, boolean marked, @Nullable Exception failure) {
        this.byValue = byValue;
        this.marked = marked;
        this.failure = failure;
    }

    /** The form of the object; {@code marks} picks objects that must not travel this way although they could. */
    static JavaForm of(Object object, PickleJar jar, Predicate<Object> marks) {
        return of(object, jar, marks, part -> false);
    }

    /** As above, with null in the place of the parts to leave out. */
    static JavaForm of(Object object, PickleJar jar, Predicate<Object> marks, Predicate<Object> leftOut) {
        Probe probe;
        try {
            probe = new Probe(jar, marks, leftOut);
        } catch (IOException e) {
            throw new AssertionError("a stream to nowhere failed", e);
        }
        @Nullable Exception failure = null;
        try (probe) {
            probe.writeObject(object);
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        return new JavaForm(probe.byValue, probe.marked, failure);
    }

    /** Whether the cluster can read it, having none of the by-value classes. */
    boolean travels() {
        return failure == null && byValue.isEmpty() && !marked;
    }

    /** The by-value classes it mentions. */
    List<Class<?>> byValueClasses() {
        return new ArrayList<>(byValue);
    }

    /** Why it does not travel, for messages. */
    String problem() {
        if (failure != null) {
            return failure.toString();
        }
        return "needs " + byValue.stream().map(Class::getName).sorted().toList() + ", which the cluster lacks";
    }

    /** Writes to nowhere and takes notes. */
    private static final class Probe extends ObjectOutputStream {
        private final PickleJar jar;
        private final Predicate<Object> marks;
        private final Predicate<Object> leftOut;
        private final Set<Class<?>> byValue = new LinkedHashSet<>();
        private boolean marked;

        Probe(PickleJar jar, Predicate<Object> marks, Predicate<Object> leftOut) throws IOException {
            super(OutputStream.nullOutputStream());
            this.jar = jar;
            this.marks = marks;
            this.leftOut = leftOut;
            enableReplaceObject(true);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            note(type);
        }

        @Override
        protected void annotateProxyClass(Class<?> type) {
            for (Class<?> face : type.getInterfaces()) {
                note(face);
            }
        }

        private void note(Class<?> type) {
            Class<?> element = type;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            if (!element.isPrimitive() && !Proxy.isProxyClass(element) && jar.isByValue(element)) {
                byValue.add(element);
            }
        }

        @Override
        protected @Nullable Object replaceObject(@Nullable Object object) {
            if (object == null || leftOut.test(object)) {
                return null;
            }
            marked |= marks.test(object);
            return object;
        }
    }
}
