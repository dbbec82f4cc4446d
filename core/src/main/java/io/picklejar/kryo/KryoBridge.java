package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.picklejar.error.PickleException;
import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import java.util.List;

/** A Kryo and its buffer, lent to one pickling or unpickling at a time. Not thread-safe. */
public final class KryoBridge {
    private static final int KEPT_BUFFER = 1 << 16;

    private final FrameKryo kryo;
    private final Output output = new Output(512, -1);
    private boolean failed;

    KryoBridge(FrameKryo kryo) {
        this.kryo = kryo;
    }

    /**
     * Lets Kryo write an object and what it takes in.
     *
     * @throws CodeProblemException if a serializer or the access to a field fails
     */
    public WrittenFrame write(Object root, WriteSide side) {
        FrameReferences references = kryo.references();
        failed = true;
        references.beginWrite(side);
        try {
            kryo.writeClassAndObject(output, root);
        } catch (PickleException | CodeProblemException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw failure(root, e);
        }
        WrittenFrame frame = references.frame(output.toBytes());
        kryo.reset();
        output.reset();
        failed = false;
        return frame;
    }

    /** The fields that led to where the last writing failed, outermost first. */
    public List<String> trail() {
        return List.copyOf(kryo.references().trail());
    }

    private CodeProblemException failure(Object root, Throwable thrown) {
        Class<?> type = root.getClass();
        Throwable cause = thrown instanceof KryoException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String serializer = kryo.registrations().has(type)
                ? "its serializer " + kryo.getSerializer(type).getClass().getName()
                : "Kryo";
        return new CodeProblemException(
                Problem.HOOK_FAILED,
                "no pickle of a " + type.getName() + ": " + serializer + " threw " + cause,
                "mend the serializer, or register a Reducer for " + type.getSimpleName(),
                thrown);
    }

    /** Reads the frame that fills this part of an array; returns the objects in it, root first. */
    @SuppressWarnings("ReferenceEquality") // the very object is meant
    public List<Object> read(byte[] bytes, int start, int length, ReadSide side) {
        FrameReferences references = kryo.references();
        failed = true;
        references.beginRead(side);
        Input input = new Input(bytes, start, length);
        Object root;
        try {
            root = kryo.readClassAndObject(input);
        } catch (KryoException e) {
            if (e.getCause() instanceof PickleException cause) {
                throw cause;
            }
            throw e.getCause() == null ? side.corrupt("a Kryo frame that fails: " + e.getMessage()) : e;
        }
        List<Object> objects = references.objectsRead();
        if (objects.isEmpty() || objects.get(0) != root || input.position() != start + length) {
            throw side.corrupt("a Kryo frame of another length or root");
        }
        kryo.reset();
        failed = false;
        return objects;
    }

    /** Forgets all that belongs to a pickle; returns whether the bridge may be used again. */
    boolean forget() {
        // Kryo keeps half-done state after an exception.
        if (failed || output.getBuffer().length > KEPT_BUFFER) {
            return false;
        }
        kryo.forget();
        return true;
    }
}
