package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.ReferenceResolver;
import com.esotericsoftware.kryo.kryo5.util.Util;
import io.picklejar.protocol.ObjectNumbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The border between Kryo's memo and the engine's. An object inside the frame has the id {@code 2 * ordinal}, one that
 * the engine writes {@code 2 * number + 1}. Everything is by identity but strings, which are by value as in the engine.
 */
@SuppressWarnings("rawtypes") // Kryo's interface
final class FrameReferences implements ReferenceResolver {
    /** What is nested deeper, by a user's serializer or by subclasses, gets a frame of its own: stacks are short. */
    static final int MAX_DEPTH = 32;

    private final ObjectNumbers ids = new ObjectNumbers();
    private final List<String> trail = new ArrayList<>();
    private List<Object> written = new ArrayList<>();
    private List<WrittenFrame.Escape> escapes = new ArrayList<>();
    private List<@Nullable Object> read = new ArrayList<>();
    private @Nullable WriteSide writeSide;
    private @Nullable ReadSide readSide;
    private @Nullable Kryo kryo;

    void beginWrite(WriteSide side) {
        writeSide = side;
    }

    void beginRead(ReadSide side) {
        readSide = side;
    }

    WrittenFrame frame(byte[] bytes) {
        return new WrittenFrame(bytes, written, escapes);
    }

    List<Object> objectsRead() {
        List<Object> objects = new ArrayList<>(read.size());
        for (Object each : read) {
            if (each == null) {
                throw readSide().corrupt("a Kryo frame with an object that was never made");
            }
            objects.add(each);
        }
        return objects;
    }

    WriteSide writeSide() {
        return sideOf(writeSide);
    }

    ReadSide readSide() {
        return sideOf(readSide);
    }

    private static <T> T sideOf(@Nullable T side) {
        if (side == null) {
            throw new IllegalStateException("Kryo is used outside of a frame of PickleJar's");
        }
        return side;
    }

    /** The fields that are being written, outermost first. */
    List<String> trail() {
        return trail;
    }

    /**
     * The id of an object that the engine writes, or a negative number for one that belongs into the frame.
     *
     * @param depth how deep in serializers the object would be written
     */
    int escape(Object object, int depth) {
        if (!useReferences(object.getClass())) {
            return -1;
        }
        int known = ids.get(object, -1);
        if (known >= 0) {
            return (known & 1) == 0 ? -1 : known;
        }
        if (written.isEmpty() || (depth <= MAX_DEPTH && belongsInside(object))) {
            return -1;
        }
        int id = 2 * escapes.size() + 1;
        escapes.add(new WrittenFrame.Escape(object, trail.size() == 1 ? List.of(trail.get(0)) : List.copyOf(trail)));
        ids.put(object, id);
        return id;
    }

    private boolean belongsInside(Object object) {
        Class<?> type = object.getClass();
        return (FrameClasses.isBuiltIn(type) || writeSide().takes(type))
                && !writeSide().knows(object);
    }

    @Override
    public void setKryo(Kryo owner) {
        kryo = owner;
    }

    @Override
    public int getWrittenId(Object object) {
        int escape = escape(object, kryo == null ? 0 : kryo.getDepth());
        return escape >= 0 ? escape : ids.get(object, -1);
    }

    @Override
    public int addWrittenObject(Object object) {
        int id = 2 * written.size();
        written.add(object);
        ids.put(object, id);
        return id;
    }

    @Override
    public int nextReadId(Class type) {
        read.add(null);
        return 2 * (read.size() - 1);
    }

    @Override
    public void setReadObject(int id, Object object) {
        read.set(id >> 1, object);
    }

    @Override
    public Object getReadObject(Class type, int id) {
        if ((id & 1) != 0) {
            return readSide().escaped(id >> 1);
        }
        Object object = id < 0 || id >> 1 >= read.size() ? null : read.get(id >> 1);
        if (object == null) {
            throw readSide().corrupt("a Kryo frame that refers to object " + id + " before it is made");
        }
        return object;
    }

    @Override
    public void reset() {
        ids.clear();
        trail.clear();
        written = new ArrayList<>();
        escapes = new ArrayList<>();
        read = new ArrayList<>();
        writeSide = null;
        readSide = null;
    }

    /** Boxed primitives have no identity. */
    @Override
    public boolean useReferences(Class type) {
        return !Util.isWrapperClass(type);
    }
}
