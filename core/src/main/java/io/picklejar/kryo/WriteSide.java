package io.picklejar.kryo;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** What a frame asks the engine while Kryo writes it. For one thread. */
public interface WriteSide {
    /** Whether objects of the class are written inside this kind of frame. */
    boolean takes(Class<?> type);

    /** Whether the engine wrote the object, or an equal string, before. */
    boolean knows(Object object);

    /** What stands for a class inside the frame. */
    int index(Class<?> type);

    /** The layout of a class that is written field by field, or null for one with a serializer of the user's. */
    @Nullable
    PlainClass plain(Class<?> type);

    /** Reads a field. */
    @Nullable
    Object read(Field field, Object owner);
}
