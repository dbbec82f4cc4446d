package io.picklejar;

import io.picklejar.error.Problem;
import io.picklejar.pickler.GlobalReducers;
import io.picklejar.policy.BufferCallback;
import io.picklejar.reduce.Reducer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * cloudpickle's functions, on the standard jar: any object to bytes, code included, and back in another JVM.
 *
 * <pre>{@code
 * byte[] pickle = CloudPickle.dumps((Function<Integer, Integer>) x -> x * factor);
 * Function<Integer, Integer> f = CloudPickle.loads(pickle);   // also in a JVM that never saw the lambda's class
 * }</pre>
 *
 * <p>What must differ from the defaults is set on a {@link PickleJar}. The by-value registry is shared by the whole
 * process, as cloudpickle's is. Thread-safe.
 */
public final class CloudPickle {
    private CloudPickle() {}

    /**
     * The object as bytes.
     *
     * @param value any object, or null
     * @throws io.picklejar.error.PicklingException if something in the graph cannot travel; names its path
     */
    public static byte[] dumps(Object value) {
        return PickleJar.standard().dumps(value);
    }

    /**
     * The object as bytes, but for large buffers, which are handed to the callback: PEP 574.
     *
     * @param value any object, or null
     * @param buffers is offered arrays of primitives and buffers; what it takes has to be handed to {@code loads}
     * @throws io.picklejar.error.PicklingException if something in the graph cannot travel; names its path
     */
    public static byte[] dumps(Object value, BufferCallback buffers) {
        return PickleJar.standard().dumps(value, buffers);
    }

    /** Writes the pickle of an object; nothing is written if pickling fails. Does not close the stream. */
    public static void dump(Object value, OutputStream out) throws IOException {
        PickleJar.standard().dump(value, out);
    }

    /** As {@link #dump(Object, OutputStream)}, with large buffers out of band as in {@link #dumps(Object, BufferCallback)}. */
    public static void dump(Object value, OutputStream out, BufferCallback buffers) throws IOException {
        PickleJar.standard().dump(value, out, buffers);
    }

    /**
     * The object that was pickled. Classes are resolved through the thread's context class loader.
     *
     * @throws io.picklejar.error.UnpicklingException if the bytes or this JVM cannot give the object
     */
    public static <T> T loads(byte[] pickle) {
        return PickleJar.standard().loads(pickle);
    }

    /**
     * The object that was pickled, with the buffers that {@code dumps} handed to its callback, in the same order. A {@code
     * byte[]} or buffer of the object uses the memory of the buffer if that is possible.
     *
     * @throws io.picklejar.error.UnpicklingException if the bytes, the buffers or this JVM cannot give the object
     */
    public static <T> T loads(byte[] pickle, Iterable<ByteBuffer> buffers) {
        return PickleJar.standard().loads(pickle, buffers);
    }

    /** Reads one pickle and stops exactly at its end. Does not close the stream. */
    public static <T> T load(InputStream in) throws IOException {
        return PickleJar.standard().load(in);
    }

    /** As {@link #load(InputStream)}, with the buffers that travelled beside as in {@link #loads(byte[], Iterable)}. */
    public static <T> T load(InputStream in, Iterable<ByteBuffer> buffers) throws IOException {
        return PickleJar.standard().load(in, buffers);
    }

    /**
     * Ships the classes of this package and its sub-packages by value from the next dump on, process-wide. Those of the
     * JDK never travel.
     *
     * @throws IllegalArgumentException if it is no package name, or no class of the package was loaded by the thread's
     *     context class loader or PickleJar's own, or by a parent of these
     */
    public static void registerPickleByValue(String packageName) {
        ByValueRegistry.register(packageName);
    }

    /**
     * Ships this class and all that it encloses by value from the next dump on, process-wide.
     *
     * @throws IllegalArgumentException if it is a primitive type, an array or a hidden class
     */
    public static void registerPickleByValue(Class<?> type) {
        ByValueRegistry.register(type);
    }

    /**
     * Ships the classes of this module by value from the next dump on, process-wide.
     *
     * @throws IllegalArgumentException if it has no name
     */
    public static void registerPickleByValue(Module module) {
        ByValueRegistry.register(module);
    }

    /**
     * Takes a registration back, from the next dump on.
     *
     * @param name of a registered package, class or module
     * @throws IllegalArgumentException if it is not registered, or no such name
     */
    public static void unregisterPickleByValue(String name) {
        ByValueRegistry.unregister(name);
    }

    /**
     * Takes the registration of this class back, from the next dump on.
     *
     * @throws IllegalArgumentException if it is not registered
     */
    public static void unregisterPickleByValue(Class<?> type) {
        ByValueRegistry.unregister(type);
    }

    /**
     * Takes the registration of this module back, from the next dump on.
     *
     * @throws IllegalArgumentException if it is not registered
     */
    public static void unregisterPickleByValue(Module module) {
        ByValueRegistry.unregister(module);
    }

    /** A copy of the registered names, sorted. */
    public static Set<String> listRegistryPickleByValue() {
        return ByValueRegistry.list();
    }

    /**
     * Takes objects of the type apart with this reducer, process-wide and from the next object on; in place of an earlier one
     * for the type. A jar's own reducers and PickleJar's built-in ones come before it. Python: {@code copyreg.pickle}.
     *
     * @param reducer kept until {@link #unregisterReducer}, and its class with it
     */
    public static <T> void registerReducer(Class<T> type, Reducer<? super T> reducer) {
        GlobalReducers.put(type, reducer);
    }

    /**
     * Takes the process-wide reducer of the type away.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static void unregisterReducer(Class<?> type) {
        if (GlobalReducers.remove(type) == null) {
            throw new IllegalArgumentException(
                    "no reducer is registered for " + type.getName() + " [" + Problem.BAD_REGISTRATION.id() + "]");
        }
    }

    /** What would travel, how, and why. */
    public static Explanation explain(Object value) {
        return PickleJar.standard().explain(value);
    }
}
