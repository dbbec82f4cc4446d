package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import io.picklejar.error.PickleException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A coder for elements of any type. What the type looks like decides how, once:
 *
 * <ul>
 *   <li><i>data</i>: a record, an enum or a class whose fields are data again, see {@link io.picklejar.record.RecordSchema}. The schema travels
 *       with the coder, and an element is only values. Elements of a class that changed since are read by the schema that
 *       they were written with, if the coder of then is at hand. An element is a tree: a part that two fields share comes
 *       back as two equal parts.
 *   <li>everything else is a pickle: interfaces, closures, cyclic graphs.
 * </ul>
 *
 * <pre>{@code
 * PCollection<Order> orders = pipeline.apply(Create.of(first, second).withCoder(PickleCoder.of(Order.class)));
 * }</pre>
 *
 * <p>An element is encoded as a VarInt length and its bytes, in every context. Class files of what travels by value travel
 * once, with the coder. Names are resolved through the thread's context class loader.
 *
 * <p>Null elements are refused; wrap the coder with {@code NullableCoder}. It is a key coder if the schema proves that equal
 * values have equal bytes, see {@link #verifyDeterministic}.
 *
 * <p>Two coders are equal if their type, its schema, the code that travels with it, and their jar supplier are. Immutable,
 * serializable and thread-safe.
 *
 * @param <T> the type of the elements
 */
public final class PickleCoder<T> extends CustomCoder<T> {
    private static final long serialVersionUID = 2L;

    private final CoderPayload payload;
    private final transient @Nullable PickleJar jar;
    private final transient @Nullable ClassLoader typeLoader;
    private transient volatile @Nullable CoderBinding<T> binding;

    private PickleCoder(
            TypeDescriptor<T> type, RecordMode mode, PickleJar jar, @Nullable Supplier<PickleJar> supplier) {
        this.payload = CoderPayload.of(requireNonNull(type, "type"), mode, requireNonNull(jar, "jar"), supplier);
        this.jar = jar;
        this.typeLoader = type.getRawType().getClassLoader();
    }

    /** A coder for the type, with the standard jar. */
    public static <T> PickleCoder<T> of(Class<T> type) {
        return of(TypeDescriptor.of(type));
    }

    /** A coder for the type, with the standard jar. */
    public static <T> PickleCoder<T> of(TypeDescriptor<T> type) {
        return of(type, PickleJar.standard());
    }

    /** As {@link #of(TypeDescriptor, PickleJar)}. */
    public static <T> PickleCoder<T> of(Class<T> type, PickleJar jar) {
        return of(TypeDescriptor.of(type), jar);
    }

    /**
     * A coder for the type, with this jar in this JVM and the standard jar in others. That suits rules about which code
     * travels, which do their work here; copies of the coder keep to what they said about the type and the code it needs.
     * A jar with reducers, Kryo serializers, limits or a code policy is needed on both sides: use {@link
     * #of(TypeDescriptor, Supplier)}.
     */
    public static <T> PickleCoder<T> of(TypeDescriptor<T> type, PickleJar jar) {
        return new PickleCoder<>(type, RecordMode.AUTO, jar, null);
    }

    /** As {@link #of(TypeDescriptor, Supplier)}. */
    public static <T> PickleCoder<T> of(Class<T> type, Supplier<PickleJar> jar) {
        return of(TypeDescriptor.of(type), jar);
    }

    /**
     * A coder for the type, with the jar that the supplier builds in each JVM. The supplier is pickled with the coder and
     * need not be Serializable.
     */
    public static <T> PickleCoder<T> of(TypeDescriptor<T> type, Supplier<PickleJar> jar) {
        return new PickleCoder<>(type, RecordMode.AUTO, jar.get(), jar);
    }

    /** As {@link #data(TypeDescriptor)}. */
    public static <T> PickleCoder<T> data(Class<T> type) {
        return data(TypeDescriptor.of(type));
    }

    /**
     * A coder for elements that have a schema, with the standard jar.
     *
     * @throws IllegalArgumentException if the type has none; names the field that is to blame
     */
    public static <T> PickleCoder<T> data(TypeDescriptor<T> type) {
        return data(type, PickleJar.standard());
    }

    /** As {@link #data(TypeDescriptor)}, with a jar as in {@link #of(TypeDescriptor, PickleJar)}. */
    public static <T> PickleCoder<T> data(TypeDescriptor<T> type, PickleJar jar) {
        return new PickleCoder<>(type, RecordMode.DATA, jar, null);
    }

    /** As {@link #graph(TypeDescriptor)}. */
    public static <T> PickleCoder<T> graph(Class<T> type) {
        return graph(TypeDescriptor.of(type));
    }

    /** A coder with the standard jar whose elements are pickles, whatever the type looks like: shared parts stay shared. */
    public static <T> PickleCoder<T> graph(TypeDescriptor<T> type) {
        return graph(type, PickleJar.standard());
    }

    /** As {@link #graph(TypeDescriptor)}, with a jar as in {@link #of(TypeDescriptor, PickleJar)}. */
    public static <T> PickleCoder<T> graph(TypeDescriptor<T> type, PickleJar jar) {
        return new PickleCoder<>(type, RecordMode.GRAPH, jar, null);
    }

    /** The provider behind {@code @DefaultCoder(PickleCoder.class)}: a coder for any type. */
    public static CoderProvider getCoderProvider() {
        return PickleCoderProvider.always();
    }

    /**
     * Writes the element.
     *
     * @throws CoderException if it is null or cannot be pickled; names the path to the culprit
     */
    @Override
    public void encode(@Nullable T value, OutputStream out) throws IOException {
        if (value == null) {
            throw new CoderException(
                    "cannot encode a null " + payload.typeName() + "; wrap the coder: NullableCoder.of(" + this + ")");
        }
        encode(value, (bytes, length) -> {
            VarInt.encode(length, out);
            out.write(bytes, 0, length);
        });
    }

    private void encode(T value, Elements.Sink sink) throws IOException {
        Elements<T> elements = binding().elements();
        try {
            elements.encode(value, sink);
        } catch (PickleException | IllegalArgumentException e) {
            throw new CoderException(
                    "cannot encode a " + value.getClass().getName() + " with " + this + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads an element, and no byte more.
     *
     * @throws CoderException if the bytes are no such element or its classes cannot be found
     * @throws EOFException if the stream ends early
     */
    @Override
    public T decode(InputStream in) throws IOException {
        int length = VarInt.decodeInt(in);
        if (length < 0) {
            throw new CoderException("cannot decode with " + this + ": negative length " + length);
        }
        T value;
        try {
            value = binding().elements().decode(in, length);
        } catch (EOFException e) {
            throw withCause(new EOFException("cannot decode with " + this + ": " + e.getMessage()), e);
        } catch (PickleException e) {
            throw new CoderException("cannot decode with " + this + ": " + e.getMessage(), e);
        }
        if (value == null) {
            throw new CoderException("cannot decode with " + this + ": the element is null");
        }
        return value;
    }

    private static EOFException withCause(EOFException exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }

    /** The number of bytes that {@link #encode} writes. */
    @Override
    protected long getEncodedElementByteSize(T value) throws Exception {
        if (value == null) {
            return super.getEncodedElementByteSize(value);
        }
        long[] size = new long[1];
        encode(value, (bytes, length) -> size[0] = VarInt.getLength(length) + (long) length);
        return size[0];
    }

    /**
     * Passes if the schema proves that equal values have equal bytes: primitives, strings, {@code java.time}, enums, and final
     * classes and records of them, where equality is what the fields say.
     *
     * @throws NonDeterministicException for all other types; names the path to the field that is to blame
     */
    @Override
    public void verifyDeterministic() throws NonDeterministicException {
        String problem = payload.keyProblem();
        if (problem != null) {
            throw new NonDeterministicException(this, problem);
        }
    }

    /** Whether equal bytes mean equal values: of deterministic types whose classes define {@code equals}. */
    @Override
    public boolean consistentWithEquals() {
        return payload.hasEquality() && payload.keyProblem() == null;
    }

    /** No: it takes encoding the value. */
    @Override
    public boolean isRegisterByteSizeObserverCheap(T value) {
        return false;
    }

    /**
     * The type of the elements.
     *
     * @throws IllegalStateException if its classes cannot be loaded
     */
    @Override
    public TypeDescriptor<T> getEncodedTypeDescriptor() {
        try {
            return binding().type();
        } catch (CoderException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PickleCoder<?> coder && payload.equals(coder.payload);
    }

    @Override
    public int hashCode() {
        return payload.hashCode();
    }

    /** {@code PickleCoder(com.acme.Order)}. */
    @Override
    public String toString() {
        return "PickleCoder(" + payload.typeName() + ")";
    }

    private CoderBinding<T> binding() throws CoderException {
        ClassLoader loader = Pickling.classLoader(typeLoader);
        CoderBinding<T> bound = binding;
        if (bound == null || bound.loader() != loader) {
            bound = CoderBinding.bind(payload, loader, jar);
            binding = bound;
        }
        return bound;
    }
}
