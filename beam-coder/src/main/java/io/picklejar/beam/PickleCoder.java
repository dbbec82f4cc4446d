package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import io.picklejar.error.PickleException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A coder for elements of any type: plain classes, records, interfaces, closures, cyclic graphs.
 *
 * <pre>{@code
 * PCollection<Order> orders = pipeline.apply(Create.of(first, second).withCoder(PickleCoder.of(Order.class)));
 * }</pre>
 *
 * <p>An element is encoded as a VarInt length and a pickle. If the type's class travels by value, its class file travels
 * once, with the coder, and each element names it by an id. Names are resolved through the thread's context class
 * loader.
 *
 * <p>Null elements are refused; wrap the coder with {@code NullableCoder}. The encoding keeps object identity and the
 * order of hash containers, so it is not deterministic, and the coder no key coder, except for strings, boxed primitives
 * and enums.
 *
 * <p>Two coders are equal if their type, the code that travels with it, and their jar supplier are. Immutable,
 * serializable and thread-safe.
 *
 * @param <T> the type of the elements
 */
public final class PickleCoder<T> extends CustomCoder<T> {
    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> CANONICAL = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    private static final ClassValue<Boolean> OVERRIDES_EQUALS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
            } catch (NoSuchMethodException e) {
                return false; // an interface; no value has one as its class
            }
        }
    };

    private final String typeName;
    private final byte[] prelude;
    private final transient @Nullable PickleJar jar;
    private final transient @Nullable ClassLoader typeLoader;
    private transient volatile @Nullable CoderBinding<T> binding;

    private PickleCoder(TypeDescriptor<T> type, PickleJar jar, @Nullable Supplier<PickleJar> supplier) {
        this.typeName = type.toString();
        this.prelude = CoderBinding.prelude(type, supplier, jar);
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
     * travels, which do their work here; copies of the coder keep to what they said about the type and the code it needs. A jar with reducers, Kryo serializers, limits or a code policy is needed on both
     * sides: use {@link #of(TypeDescriptor, Supplier)}.
     */
    public static <T> PickleCoder<T> of(TypeDescriptor<T> type, PickleJar jar) {
        return new PickleCoder<>(requireNonNull(type, "type"), requireNonNull(jar, "jar"), null);
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
        return new PickleCoder<>(requireNonNull(type, "type"), jar.get(), jar);
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
                    "cannot encode a null " + typeName + "; wrap the coder: NullableCoder.of(" + this + ")");
        }
        byte[] pickle;
        try {
            pickle = Pickling.dumps(binding().jar(), value);
        } catch (PickleException e) {
            throw new CoderException(
                    "cannot encode a " + value.getClass().getName() + " with " + this + ": " + e.getMessage(), e);
        }
        VarInt.encode(pickle.length, out);
        out.write(pickle);
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
        byte[] pickle = in.readNBytes(length);
        if (pickle.length < length) {
            throw new EOFException(
                    "cannot decode with " + this + ": " + pickle.length + " of " + length + " bytes are there");
        }
        try {
            return binding().jar().loads(pickle);
        } catch (PickleException e) {
            throw new CoderException("cannot decode with " + this + ": " + e.getMessage(), e);
        }
    }

    /**
     * Passes for strings, boxed primitives and enums.
     *
     * @throws NonDeterministicException for all other types
     */
    @Override
    public void verifyDeterministic() throws NonDeterministicException {
        Class<?> raw = getEncodedTypeDescriptor().getRawType();
        if (!CANONICAL.contains(raw) && !raw.isEnum()) {
            throw new NonDeterministicException(
                    this,
                    "equal values of type " + typeName
                            + " can have different pickles: they keep object identity and the"
                            + " order of hash containers. Use a string, a boxed primitive or an enum as the key, or a"
                            + " deterministic coder");
        }
    }

    /** No: equal values can have different encodings. */
    @Override
    public boolean consistentWithEquals() {
        return false;
    }

    /** The value itself if its class overrides {@code equals}, else its encoding. */
    @Override
    public Object structuralValue(@Nullable T value) {
        if (value != null && OVERRIDES_EQUALS.get(value.getClass())) {
            return value;
        }
        return super.structuralValue(value);
    }

    /** No: it takes pickling the value. */
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
        return other instanceof PickleCoder<?> coder && Arrays.equals(prelude, coder.prelude);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prelude);
    }

    /** {@code PickleCoder(com.acme.Order)}. */
    @Override
    public String toString() {
        return "PickleCoder(" + typeName + ")";
    }

    private CoderBinding<T> binding() throws CoderException {
        ClassLoader loader = Pickling.classLoader(typeLoader);
        CoderBinding<T> bound = binding;
        if (bound == null || bound.loader() != loader) {
            bound = CoderBinding.bind(typeName, prelude, loader, jar);
            binding = bound;
        }
        return bound;
    }
}
