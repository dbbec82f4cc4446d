package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Single user functions that travel as pickles instead of through Java serialization: they may capture anything that can
 * be pickled, and their classes may be unknown to the workers.
 *
 * <pre>{@code
 * Pattern pattern = ...;                        // Serializable or not
 * Optional<String> suffix = Optional.of("!");   // not Serializable
 * lines.apply(Filter.by(Pickled.predicate(line -> pattern.matcher(line).find())))
 *      .apply(MapElements.into(TypeDescriptors.strings()).via(Pickled.fn((String line) -> line + suffix.get())));
 * }</pre>
 *
 * <p>A function object of another interface, {@code java.util.function.Function} say, becomes one of these by a method
 * reference: {@code Pickled.fn(function::apply)}. For all functions of a pipeline at once there is {@link
 * PicklePipeline}. What these methods return can be deserialized where the function's classes are missing; the function
 * is unpickled when first called, through the thread's context class loader. Thread-safe as far as the function is.
 */
public final class Pickled {
    private Pickled() {}

    /** The function, pickled by the standard jar. */
    public static <InputT, OutputT> SerializableFunction<InputT, OutputT> fn(
            SerializableFunction<InputT, OutputT> function) {
        return fn(function, PickleJar.standard());
    }

    /** The function, pickled by this jar. */
    public static <InputT, OutputT> SerializableFunction<InputT, OutputT> fn(
            SerializableFunction<InputT, OutputT> function, PickleJar jar) {
        return new PickledFunction<>(Cell.of(requireNonNull(function, "function"), requireNonNull(jar, "jar")));
    }

    /** The function of two arguments, pickled by the standard jar. */
    public static <FirstT, SecondT, OutputT> SerializableBiFunction<FirstT, SecondT, OutputT> biFn(
            SerializableBiFunction<FirstT, SecondT, OutputT> function) {
        return biFn(function, PickleJar.standard());
    }

    /** The function of two arguments, pickled by this jar. */
    public static <FirstT, SecondT, OutputT> SerializableBiFunction<FirstT, SecondT, OutputT> biFn(
            SerializableBiFunction<FirstT, SecondT, OutputT> function, PickleJar jar) {
        return new PickledFunction.OfTwo<>(Cell.of(requireNonNull(function, "function"), requireNonNull(jar, "jar")));
    }

    /** The predicate, as {@code Filter.by} takes it, pickled by the standard jar. */
    public static <T> SerializableFunction<T, Boolean> predicate(SerializableFunction<T, Boolean> predicate) {
        return fn(predicate);
    }

    /** The predicate, as {@code Filter.by} takes it, pickled by this jar. */
    public static <T> SerializableFunction<T, Boolean> predicate(
            SerializableFunction<T, Boolean> predicate, PickleJar jar) {
        return fn(predicate, jar);
    }

    /** The combiner, pickled by the standard jar. Coders and types are inferred as for the combiner itself. */
    public static <InputT, AccumT, OutputT> CombineFn<InputT, AccumT, OutputT> combine(
            CombineFn<InputT, AccumT, OutputT> combiner) {
        return combine(combiner, PickleJar.standard());
    }

    /** The combiner, pickled by this jar. Coders and types are inferred as for the combiner itself. */
    public static <InputT, AccumT, OutputT> CombineFn<InputT, AccumT, OutputT> combine(
            CombineFn<InputT, AccumT, OutputT> combiner, PickleJar jar) {
        return new PickledCombineFn<>(Cell.of(requireNonNull(combiner, "combiner"), requireNonNull(jar, "jar")));
    }

    /**
     * An object of any non-final class (a {@code DoFn}, a source, a {@code WindowFn}), pickled by the standard jar.
     *
     * @throws IllegalArgumentException if the class is final or a lambda's
     */
    public static <T extends Serializable> T object(T value) {
        return object(value, PickleJar.standard());
    }

    /**
     * An object of any non-final class (a {@code DoFn}, a source, a {@code WindowFn}), pickled by this jar: an instance of
     * a generated subclass that shares the object's field values.
     *
     * @throws IllegalArgumentException if the class is final or a lambda's
     */
    public static <T extends Serializable> T object(T value, PickleJar jar) {
        if (!PickledSubclass.isPossibleFor(value.getClass())) {
            throw new IllegalArgumentException(value.getClass().getName()
                    + " can have no subclass; use Pickled.fn for functions, or let the class extend PickledDoFn");
        }
        return PickledSubclass.copyOf(Cell.of(value, requireNonNull(jar, "jar")));
    }

    /**
     * What a class's own {@code writeReplace} returns to have its instances pickled by the standard jar:
     *
     * <pre>{@code
     * private Object writeReplace() {
     *     return Pickled.envelope(this);
     * }
     * }</pre>
     *
     * <p>That line makes any class of functions travel as a pickle, final ones included.
     */
    public static Object envelope(Object self) {
        return envelope(self, PickleJar.standard());
    }

    /**
     * As {@link #envelope(Object)}, pickled by this jar. While the object is being pickled the answer is the object
     * itself.
     */
    public static Object envelope(Object self, PickleJar jar) {
        return Pickling.isActive() ? self : new Envelope(Cell.of(self, jar));
    }
}
