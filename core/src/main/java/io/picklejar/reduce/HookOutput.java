package io.picklejar.reduce;

import io.picklejar.analyze.NumberedClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.ArrayList;
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
    protected Object replaceObject(Object value) {
        if (!rootSeen) {
            rootSeen = true;
            return value;
        }
        return value instanceof Reference ? value : new Reference(number(value));
    }

    @Override
    protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
        Class<?> type = descriptor.forClass();
        if (context.isByValue(type) || NumberedClass.is(type)) {
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
