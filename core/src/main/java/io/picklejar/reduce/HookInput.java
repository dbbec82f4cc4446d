package io.picklejar.reduce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/** Lets one object read itself from what {@link HookOutput} wrote. */
final class HookInput extends ObjectInputStream {
    /**
     * Classes of the JDK ask for the arrays that they will allocate, too: a sparse hash table has up to eight slots for each
     * entry, and an entry takes a byte at least.
     */
    private static final int ELEMENTS_PER_BYTE = 8;

    private static final int LEAST_ELEMENTS = 1024;

    /** The maker's arguments: the frame, then what it refers to. */
    private final @Nullable Object[] args;

    private HookInput(byte[] frame, @Nullable Object[] args) throws IOException {
        super(new ByteArrayInputStream(frame));
        this.args = args;
        enableResolveObject(true);
        long mostElements = LEAST_ELEMENTS + (long) ELEMENTS_PER_BYTE * frame.length;
        setObjectInputFilter(info -> info.arrayLength() > mostElements
                ? ObjectInputFilter.Status.REJECTED
                : ObjectInputFilter.Status.UNDECIDED);
    }

    static Object read(byte[] frame, @Nullable Object[] args) throws IOException, ClassNotFoundException {
        try (HookInput in = new HookInput(frame, args)) {
            Object value = in.readObject();
            if (value == null) {
                throw new InvalidObjectException("the object resolved itself to null");
            }
            return value;
        }
    }

    private @Nullable Object referred(int number) throws InvalidObjectException {
        if (number < 0 || number >= args.length - 1) {
            throw new InvalidObjectException("no reference " + number + " of " + (args.length - 1));
        }
        return args[number + 1];
    }

    private Class<?> referredClass(int number) throws InvalidObjectException {
        if (referred(number) instanceof Class<?> type) {
            return type;
        }
        throw new InvalidObjectException("reference " + number + " is not a class");
    }

    @Override
    protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
        if (read() == HookOutput.BY_VALUE) {
            return ObjectStreamClass.lookupAny(referredClass(readInt()));
        }
        return super.readClassDescriptor();
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws IOException {
        int number = readInt();
        return number == -1 ? HookOutput.Reference.class : referredClass(number);
    }

    /** Classes are named by the engine's tables, where policies see them; a proxy's name would come from the frame. */
    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
        throw new InvalidObjectException("a proxy inside of an object that reads itself");
    }

    @Override
    protected @Nullable Object resolveObject(Object value) throws IOException {
        return value instanceof HookOutput.Reference reference ? referred(reference.index()) : value;
    }
}
