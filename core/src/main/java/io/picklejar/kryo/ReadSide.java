package io.picklejar.kryo;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** What a frame asks the engine while Kryo reads it. For one thread. */
public interface ReadSide {
    /** The class that {@link WriteSide#index} stood for. */
    Class<?> typeAt(int index);

    /** The layout of the class at this index, or null for one with a serializer of the user's. */
    @Nullable
    PlainClass plainAt(int index);

    /** The object that the engine read for the frame under this number. */
    Object escaped(int number);

    /** Notes that a field gets what the engine will read under this number. */
    void missing(Object owner, Field field, int number);

    /** Writes a field. */
    void set(Field field, Object owner, @Nullable Object value) throws IllegalAccessException;

    /** Checks an array that is about to be allocated. */
    void array(Class<?> component, int length);

    /** The exception for a frame that cannot be. */
    RuntimeException corrupt(String what);
}
