package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.SerializerFactory;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.util.DefaultInstantiatorStrategy;
import io.picklejar.error.Problem;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.CodeProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Kryo whose references and class names lead to the engine, and that notes what the user registers. Not thread-safe. */
@SuppressWarnings({"rawtypes", "unchecked"}) // Kryo's methods are raw
final class FrameKryo extends Kryo {
    private final FrameReferences references;
    private final FrameClasses classes;
    private Registrations registrations = Registrations.NONE;

    /** Null except while the user's customizer runs; also during the constructor of Kryo, which registers its own. */
    private @Nullable Set<Class<?>> exact;

    private @Nullable Set<Class<?>> withSubclasses;

    /** Registered without a serializer; one may be set on the registration. */
    private final List<Registration> bare = new ArrayList<>();

    private FrameKryo(FrameClasses classes, FrameReferences references) {
        super(classes, references);
        this.references = references;
        this.classes = classes;
    }

    static FrameKryo make(@Nullable Consumer<Kryo> customizer) {
        KryoStart.ensure();
        FrameReferences references = new FrameReferences();
        FrameKryo kryo = new FrameKryo(new FrameClasses(references), references);
        kryo.prepare();
        if (customizer != null) {
            kryo.customize(customizer);
        }
        kryo.setUp();
        return kryo;
    }

    private void prepare() {
        for (Class<?> array : FrameClasses.primitiveArrays()) {
            super.register(array, new CheckedArraySerializer(getDefaultSerializer(array), references));
        }
        super.register(String.class, new TextSerializer());
        // Kryo knows constructors only; classes without a default one are allocated as the engine does it.
        setInstantiatorStrategy(new DefaultInstantiatorStrategy(FrameKryo::allocator));
    }

    private static <T> com.esotericsoftware.kryo.kryo5.objenesis.instantiator.ObjectInstantiator<T> allocator(
            Class<T> type) {
        return () -> {
            try {
                return Access.allocate(type);
            } catch (InstantiationException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private void customize(Consumer<Kryo> customizer) {
        exact = new HashSet<>();
        withSubclasses = new HashSet<>();
        try {
            customizer.accept(this);
            bare.stream()
                    .filter(each -> !(each.getSerializer() instanceof NeverSerializer))
                    .forEach(this::register);
            registrations = new Registrations(exact, withSubclasses);
        } catch (RuntimeException e) {
            throw new CodeProblemException(
                    Problem.HOOK_FAILED, "the customizer given to PickleJar.Builder.kryo threw " + e, "mend it", e);
        } finally {
            exact = null;
            withSubclasses = null;
            bare.clear();
        }
    }

    /** After the customizer: frames stand on these. */
    private void setUp() {
        setReferences(true);
        super.setReferenceResolver(references);
        setRegistrationRequired(false);
        setAutoReset(false);
        // A frame's writer never nests deeper, so a deeper one is hostile.
        setMaxDepth(FrameReferences.MAX_DEPTH + 8);
    }

    Registrations registrations() {
        return registrations;
    }

    FrameReferences references() {
        return references;
    }

    /** Forgets everything about the last pickle. */
    void forget() {
        reset();
        classes.forget();
    }

    @Override
    public void writeClassAndObject(Output output, @Nullable Object object) {
        int escape = object == null ? -1 : references.escape(object, getDepth() + 1);
        if (escape >= 0) {
            output.writeVarInt(FrameClasses.ESCAPE, true);
            output.writeVarInt(escape + 2, true);
        } else {
            super.writeClassAndObject(output, object);
        }
    }

    private void note(@Nullable Set<Class<?>> registered, Class<?> type) {
        if (registered != null) {
            registered.add(type);
        }
    }

    /** A name for a class and no serializer: our own names and serializers do. */
    @Override
    public Registration register(Class type) {
        Registration known = classes.getRegistration(type);
        if (known != null) {
            return known;
        }
        Registration made = new Registration(type, new NeverSerializer(), getNextRegistrationId());
        bare.add(made);
        return made;
    }

    @Override
    public Registration register(Class type, int id) {
        return register(type);
    }

    @Override
    public Registration register(Class type, Serializer serializer) {
        note(exact, type);
        return super.register(type, serializer);
    }

    @Override
    public Registration register(Class type, Serializer serializer, int id) {
        note(exact, type);
        return super.register(type, serializer, id);
    }

    @Override
    public Registration register(Registration registration) {
        note(exact, registration.getType());
        return super.register(registration);
    }

    @Override
    public void addDefaultSerializer(Class type, Serializer serializer) {
        note(withSubclasses, type);
        super.addDefaultSerializer(type, serializer);
    }

    @Override
    public void addDefaultSerializer(Class type, SerializerFactory factory) {
        note(withSubclasses, type);
        super.addDefaultSerializer(type, factory);
    }

    @Override
    public void addDefaultSerializer(Class type, Class<? extends Serializer> serializerType) {
        note(withSubclasses, type);
        super.addDefaultSerializer(type, serializerType);
    }
}
