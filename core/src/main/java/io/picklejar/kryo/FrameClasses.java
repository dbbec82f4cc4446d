package io.picklejar.kryo;

import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names classes inside a frame by the engine's tables. {@code 0} is null, {@link #ESCAPE} an object that the engine
 * writes, then come the classes whose values the frame itself has, then the engine's indices.
 *
 * <p>What the user registered stays; what a frame registered on its way is forgotten with the pickle, so that a pooled
 * Kryo holds no class loader.
 */
@SuppressWarnings({"rawtypes", "NullAway"}) // Kryo's methods: it returns and takes null for null
final class FrameClasses extends DefaultClassResolver {
    static final int ESCAPE = 1;

    private static final NeverSerializer NEVER = new NeverSerializer();

    private static final Registration ESCAPED = new Registration(Object.class, NEVER, -1);

    private static final int FIRST_BUILT_IN = 2;

    /** Their order is part of the format. */
    private static final List<Class<?>> BUILT_IN = List.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            boolean[].class,
            byte[].class,
            short[].class,
            char[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class);

    private static final int FIRST_INDEX = FIRST_BUILT_IN + BUILT_IN.size();

    private static final Map<Class<?>, Integer> BUILT_IN_CODES = new HashMap<>();

    static {
        for (Class<?> type : BUILT_IN) {
            BUILT_IN_CODES.put(type, FIRST_BUILT_IN + BUILT_IN_CODES.size());
        }
    }

    private final FrameReferences references;
    private final IdentityHashMap<Class<?>, Registration> passing = new IdentityHashMap<>();
    private final IdentityHashMap<Class<?>, Registration> plainWritten = new IdentityHashMap<>();
    private final Map<Integer, Registration> plainRead = new HashMap<>();

    FrameClasses(FrameReferences references) {
        this.references = references;
    }

    static boolean isBuiltIn(Class<?> type) {
        return BUILT_IN_CODES.containsKey(type);
    }

    static List<Class<?>> primitiveArrays() {
        return BUILT_IN.subList(9, BUILT_IN.size());
    }

    @SuppressWarnings("ReferenceEquality") // the very registration is meant
    static boolean isEscape(Registration registration) {
        return registration == ESCAPED;
    }

    void forget() {
        passing.clear();
        plainWritten.clear();
        plainRead.clear();
    }

    @Override
    public @Nullable Registration getRegistration(Class type) {
        Registration registered = classToRegistration.get(type);
        return registered != null ? registered : passing.get(type);
    }

    /** For classes with a default serializer of the user's, and for those that a user's serializer only mentions. */
    @Override
    public Registration registerImplicit(Class type) {
        boolean writes = isBuiltIn(type) || ((FrameKryo) kryo).registrations().has(type);
        Registration made = new Registration(type, writes ? kryo.getDefaultSerializer(type) : NEVER, -1);
        passing.put(type, made);
        return made;
    }

    @Override
    public @Nullable Registration writeClass(Output output, @Nullable Class type) {
        if (type == null) {
            output.writeByte(0);
            return null;
        }
        Integer builtIn = BUILT_IN_CODES.get(type);
        if (builtIn != null) {
            output.writeVarInt(builtIn, true);
            return kryo.getRegistration(type);
        }
        output.writeVarInt(FIRST_INDEX + references.writeSide().index(type), true);
        PlainClass plain = references.writeSide().plain(type);
        return plain == null ? kryo.getRegistration(type) : registration(plain);
    }

    private Registration registration(PlainClass plain) {
        return plainWritten.computeIfAbsent(
                plain.type(), type -> new Registration(type, new PlainSerializer(plain, references), -1));
    }

    @Override
    public @Nullable Registration readClass(Input input) {
        int code = input.readVarInt(true);
        if (code == 0) {
            return null;
        }
        if (code == ESCAPE) {
            return ESCAPED;
        }
        if (code > 0 && code < FIRST_INDEX) {
            return kryo.getRegistration(BUILT_IN.get(code - FIRST_BUILT_IN));
        }
        int index = code - FIRST_INDEX;
        PlainClass plain = references.readSide().plainAt(index);
        if (plain == null) {
            return kryo.getRegistration(references.readSide().typeAt(index));
        }
        return plainRead.computeIfAbsent(
                index, each -> new Registration(plain.type(), new PlainSerializer(plain, references), -1));
    }

    /** Kryo's own reset between frames; the tables of the pickle are still good. */
    @Override
    public void reset() {
        references.reset();
    }
}
