package io.picklejar.reduce;

import io.picklejar.analyze.NumberedClass;
import io.picklejar.policy.CodeOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets one object write itself; every object it refers to, and every class, becomes a number in the stream. */
final class HookOutput extends ObjectOutputStream {
    /** Stands in the stream for an object that the engine writes. */
    record Reference(int index) implements Serializable {}

    /** What the object wrote: the stream, and the objects and classes it refers to, by number. */
    static final class Frame {
        private final byte[] bytes;
        private final List<@Nullable Object> referred;

        Frame(byte[] bytes, List<@Nullable Object> referred) {
            this.bytes = bytes;
            this.referred = referred;
        }

        byte[] bytes() {
            return bytes;
        }

        List<@Nullable Object> referred() {
            return referred;
        }
    }

    /** The class descriptor follows as the JDK writes it. */
    static final int BY_REFERENCE = 0;

    /** The receiver's own descriptor is meant: the class is the same, byte by byte, or has the same code. */
    static final int BY_VALUE = 1;

    private final ReduceContext context;
    private final List<@Nullable Object> referred = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private boolean rootSeen;
    private Throwable @Nullable [] suppressed;
    private @Nullable ClassLoader rootLoader;
    private boolean isOfJdk;
    private boolean isSynchronizedWrapper;
    private int objectsSeen;

    private HookOutput(ByteArrayOutputStream out, ReduceContext context) throws IOException {
        super(out);
        this.context = context;
        enableReplaceObject(true);
    }

    static Frame write(Object value, ReduceContext context) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HookOutput out = new HookOutput(bytes, context)) {
            out.writeObject(value);
            out.flush();
            return new Frame(bytes.toByteArray(), out.referred);
        }
    }

    private int number(Object value) {
        return numbers.computeIfAbsent(value, each -> {
            referred.add(each);
            return referred.size() - 1;
        });
    }

    @Override
    protected Object replaceObject(Object value) throws IOException {
        if (!rootSeen) {
            rootSeen = true;
            rootLoader = value.getClass().getClassLoader();
            suppressed = value instanceof Throwable throwable ? throwable.getSuppressed() : null;
            isOfJdk = CodeOrigin.isJdk(value.getClass());
            isSynchronizedWrapper = value.getClass().getName().startsWith("java.util.Collections$Synchronized");
            return value;
        }
        if (value instanceof Reference || (isOfJdk && isLock(value))) {
            return value;
        }
        if (value instanceof SerializedLambda lambda) {
            return new Reference(number(lambdaOf(lambda)));
        }
        if (isSuppressed(value)) {
            return new Reference(number(Collections.emptyList()));
        }
        return new Reference(number(isForeignLock(value) ? new Object() : value));
    }

    /**
     * The lambda itself. Java serialization has already put in its place what names its code, and not more: a receiver would
     * run what has that name there. The lambda that is made of it here is an equal one, not the same.
     */
    private Object lambdaOf(SerializedLambda serialized) throws IOException {
        ClassLoader loader =
                rootLoader != null ? rootLoader : Thread.currentThread().getContextClassLoader();
        try {
            Class<?> host = Class.forName(serialized.getCapturingClass().replace('/', '.'), false, loader);
            if (CodeOrigin.isJdk(host)) {
                // Every receiver has its code, and nobody else may ask for it.
                return serialized;
            }
            Method maker = host.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
            maker.setAccessible(true);
            return maker.invoke(null, serialized);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException(
                    "a Serializable lambda of " + serialized.getCapturingClass().replace('/', '.')
                            + " inside of it cannot be made again: " + e,
                    e);
        }
    }

    /** A lock that an object of the JDK consists of, such as a blocking queue, is an unlocked part of it. Others are refused. */
    private static boolean isLock(Object value) {
        return CodeOrigin.isJdk(value.getClass())
                && value.getClass().getPackageName().equals("java.util.concurrent.locks");
    }

    /** Whether the value is a throwable's list of suppressed ones. They are added when it is made. */
    private boolean isSuppressed(Object value) {
        if (suppressed == null
                || suppressed.length == 0
                || !(value instanceof List<?> list)
                || list.size() != suppressed.length) {
            return false;
        }
        for (int i = 0; i < suppressed.length; i++) {
            if (list.get(i) != suppressed[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the value is what a synchronized view of the JDK locks: the whole of which it shows a part, as the keys of a
     * Hashtable do. Where it arrives it is no part of that, and a lock of its own does as well. The wrapped collection is
     * written before it; a lock that is the wrapper itself comes here as no object.
     */
    private boolean isForeignLock(Object value) {
        return isSynchronizedWrapper && objectsSeen++ > 0 && !numbers.containsKey(value);
    }

    @Override
    protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
        Class<?> type = descriptor.forClass();
        if (context.isByValue(type) || (NumberedClass.is(type) && !CodeOrigin.isJdk(type))) {
            write(BY_VALUE);
            writeInt(number(type));
        } else {
            write(BY_REFERENCE);
            super.writeClassDescriptor(descriptor);
        }
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
        writeInt(type == Reference.class ? -1 : number(type));
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
        throw new IOException("a proxy cannot write itself");
    }
}
