package io.picklejar;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.kryo5.Kryo;
import io.picklejar.jvm.Access;
import io.picklejar.kryo.KryoPool;
import io.picklejar.pickler.Admission;
import io.picklejar.pickler.Deciders;
import io.picklejar.pickler.Dump;
import io.picklejar.pickler.Load;
import io.picklejar.pickler.Loaders;
import io.picklejar.pickler.PicklerConfig;
import io.picklejar.pickler.Plans;
import io.picklejar.pickler.StaticsRules;
import io.picklejar.pickler.Substitutes;
import io.picklejar.pickler.TraceCache;
import io.picklejar.policy.BufferCallback;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodePolicy;
import io.picklejar.policy.DebugInfo;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.Limits;
import io.picklejar.policy.Statics;
import io.picklejar.policy.Substitute;
import io.picklejar.policy.UnitId;
import io.picklejar.protocol.Decider;
import io.picklejar.reconstruct.UnitRegistry;
import io.picklejar.record.Pickles;
import io.picklejar.record.RecordCodec;
import io.picklejar.record.RecordSchema;
import io.picklejar.reduce.Reducer;
import io.picklejar.reduce.ReducerOverride;
import io.picklejar.reduce.Sentinels;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A configured pickler. Immutable and thread-safe: build once, share.
 *
 * <pre>{@code
 * PickleJar jar = PickleJar.builder()
 *         .byValue(ClassRule.packageName("com.acme.jobs"))
 *         .byReference(ClassRule.packageName("com.acme.jobs.api"))
 *         .build();
 * byte[] pickle = jar.dumps(closure);
 * }</pre>
 */
public final class PickleJar {
    /** Made on first use: building a jar asks the {@link java.util.ServiceLoader}. */
    private static final class Standard {
        static final PickleJar JAR = builder().build();

        private Standard() {}
    }

    private final Builder options;
    private final PicklerConfig config;

    private PickleJar(Builder options) {
        Access.requireKnownTier();
        this.options = options;
        this.config = options.config();
    }

    /** The jar with all defaults. */
    public static PickleJar standard() {
        // Here too: what fails in a static initializer says what is wrong only once.
        Access.requireKnownTier();
        return Standard.JAR;
    }

    /** A builder with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this jar's options. */
    public Builder toBuilder() {
        return new Builder(options);
    }

    /** As {@link CloudPickle#dumps(Object)}, with this jar's options. */
    public byte[] dumps(@Nullable Object value) {
        return Dump.dump(config, value);
    }

    /** As {@link CloudPickle#dump(Object, OutputStream)}, with this jar's options. */
    public void dump(@Nullable Object value, OutputStream out) throws IOException {
        newPickler(out).dump(value);
    }

    /** As {@link CloudPickle#dumps(Object, BufferCallback)}, with this jar's options. */
    public byte[] dumps(@Nullable Object value, BufferCallback buffers) {
        return Dump.dump(config, value, requireNonNull(buffers, "buffers"));
    }

    /** As {@link CloudPickle#dump(Object, OutputStream, BufferCallback)}, with this jar's options. */
    public void dump(@Nullable Object value, OutputStream out, BufferCallback buffers) throws IOException {
        newPickler(out, buffers).dump(value);
    }

    /** A pickler of many objects that share one memo and one set of code units. */
    public Pickler newPickler(OutputStream out) {
        return new Pickler(this, out);
    }

    /** As {@link #newPickler(OutputStream)}, with large buffers out of band. */
    public Pickler newPickler(OutputStream out, BufferCallback buffers) {
        return new Pickler(this, out, requireNonNull(buffers, "buffers"));
    }

    /** The other end of {@link #newPickler(OutputStream)}. */
    public Unpickler newUnpickler(InputStream in) {
        return new Unpickler(this, in, List.of());
    }

    /** The other end of {@link #newPickler(OutputStream, BufferCallback)}; takes buffers as the pickles ask for them. */
    public Unpickler newUnpickler(InputStream in, Iterable<ByteBuffer> buffers) {
        return new Unpickler(this, in, buffers);
    }

    PicklerConfig config() {
        return config;
    }

    /** As {@link CloudPickle#loads(byte[])}, with this jar's options. */
    public <T> T loads(byte[] pickle) {
        return loads(pickle, List.of());
    }

    /** As {@link CloudPickle#loads(byte[], Iterable)}, with this jar's options. */
    @SuppressWarnings({"unchecked", "NullAway"}) // the caller says what was pickled; a pickled null comes back as null
    public <T> T loads(byte[] pickle, Iterable<ByteBuffer> buffers) {
        return (T) Load.load(config, pickle, buffers);
    }

    /** As {@link CloudPickle#load(InputStream)}, with this jar's options. */
    public <T> T load(InputStream in) throws IOException {
        return newUnpickler(in).load();
    }

    /** As {@link CloudPickle#load(InputStream, Iterable)}, with this jar's options. */
    public <T> T load(InputStream in, Iterable<ByteBuffer> buffers) throws IOException {
        return newUnpickler(in, buffers).load();
    }

    /** What would travel, how, and why. Pickles the object to find out. */
    public Explanation explain(@Nullable Object value) {
        Dump.Explained explained = Dump.explain(config, value);
        List<Explanation.ClassUse> classes = new ArrayList<>();
        int codeBytes = 0;
        for (Map.Entry<String, Dump.Use> each : explained.classes().entrySet()) {
            Dump.Use use = each.getValue();
            classes.add(new Explanation.ClassUse(
                    each.getKey(), use.bytes() > 0, use.decision().reason(), use.bytes()));
            codeBytes += use.bytes();
        }
        return new Explanation(explained.bytes(), codeBytes, classes, explained.leftOut(), explained.warnings());
    }

    /** Whether this jar ships the class by value. Does not initialize it. */
    public boolean isByValue(Class<?> type) {
        return Dump.isByValue(config, requireNonNull(type, "type"));
    }

    /**
     * The schema of the type's records, or why they have none and have to travel as pickles. A part of them for whose class
     * this jar has a reducer, a substitute or a Kryo serializer is a pickle in any case.
     *
     * @param type a class, or a class with type arguments
     */
    public RecordSchema.Finding recordSchema(Type type) {
        return RecordSchema.of(requireNonNull(type, "type"), config.plans()::isChosen);
    }

    /**
     * The codec of a schema's records: see {@link RecordCodec#bind}. What in them is a pickle, this jar writes and reads. Its
     * class filter is asked for each class that the schema names.
     *
     * @param classes finds a class by its binary name, or null
     * @throws io.picklejar.error.CodeRejectedException if the class filter does not let a class in
     * @throws io.picklejar.error.CodeMismatchException if a class changed so that its records cannot be read
     */
    public <T> RecordCodec<T> recordCodec(RecordSchema schema, Function<String, @Nullable Class<?>> classes) {
        Admission admission = Admission.of(config, 0);
        return RecordCodec.bind(
                schema,
                name -> {
                    Class<?> type = classes.apply(name);
                    if (type != null) {
                        admission.type(type);
                    }
                    return type;
                },
                new Pickles() {
                    @Override
                    public byte[] dumps(Object value) {
                        return PickleJar.this.dumps(value);
                    }

                    @Override
                    public Object loads(byte[] pickle) {
                        return PickleJar.this.loads(pickle);
                    }
                });
    }

    /**
     * The class of this binary name that pickles brought to this jar's reference loader last, if anything still holds it.
     * Initializes nothing.
     */
    public Optional<Class<?>> shippedClass(String name) {
        return Optional.ofNullable(
                UnitRegistry.of(Loaders.referenceLoader(config)).lastDefined(requireNonNull(name, "name")));
    }

    /**
     * The ids of the code units in a pickle, those that travel in it and those it takes for known. Loads no class.
     *
     * @throws io.picklejar.error.CorruptPickleException if the bytes are not a pickle
     */
    public static Set<UnitId> unitsIn(byte[] pickle) {
        return Load.unitsIn(standard().config, pickle);
    }

    /** Collects options; not thread-safe. */
    public static final class Builder {
        private final List<Decider.Ruling> rulings = new ArrayList<>();
        private final Map<Class<?>, Reducer<Object>> reducers = new LinkedHashMap<>();
        private final Set<UnitId> knownUnits = new LinkedHashSet<>();
        private final List<ClassRule> embedded = new ArrayList<>();
        private final List<StaticsRules.Ruling> staticsRulings = new ArrayList<>();
        private Statics statics = Statics.OVERLAY;
        private @Nullable ReducerOverride override;
        private final Set<Class<?>> sentinelHolders = new LinkedHashSet<>();
        private @Nullable ClassLoader referenceLoader;
        private Isolation isolation = Isolation.PER_PAYLOAD;
        private DebugInfo debugInfo = DebugInfo.LINES;
        private CodePolicy codePolicy = CodePolicy.any();
        private @Nullable ObjectInputFilter classFilter;
        private Limits limits = Limits.standard();
        private @Nullable Consumer<Kryo> kryo;
        private boolean deterministic;
        private final Map<Class<?>, Substitute> substitutesByType = new LinkedHashMap<>();
        private final Map<String, Substitute> substitutesByField = new LinkedHashMap<>();

        Builder() {}

        private Builder(Builder from) {
            rulings.addAll(from.rulings);
            reducers.putAll(from.reducers);
            knownUnits.addAll(from.knownUnits);
            embedded.addAll(from.embedded);
            staticsRulings.addAll(from.staticsRulings);
            statics = from.statics;
            override = from.override;
            sentinelHolders.addAll(from.sentinelHolders);
            referenceLoader = from.referenceLoader;
            isolation = from.isolation;
            debugInfo = from.debugInfo;
            codePolicy = from.codePolicy;
            classFilter = from.classFilter;
            limits = from.limits;
            kryo = from.kryo;
            deterministic = from.deterministic;
            substitutesByType.putAll(from.substitutesByType);
            substitutesByField.putAll(from.substitutesByField);
        }

        /** Ships the classes of the rule by value. Never the JDK's, which every receiver has. */
        public Builder byValue(ClassRule rule) {
            rulings.add(new Decider.Ruling(requireNonNull(rule, "rule"), true));
            return this;
        }

        /** Names the classes of the rule, for receivers that have them. */
        public Builder byReference(ClassRule rule) {
            rulings.add(new Decider.Ruling(requireNonNull(rule, "rule"), false));
            return this;
        }

        /**
         * Sends a copy of their code along with the lambdas that classes of this rule make and that go by reference. A
         * receiver whose class has other code by now, because it was changed or compiled again, runs the copy; without one it
         * refuses such a lambda. The copy reads the receiver's static state and uses the receiver's version of whatever else
         * the class has. Bodies that cannot be copied, such as those that make an anonymous class, travel without.
         */
        public Builder embedCode(ClassRule rule) {
            embedded.add(requireNonNull(rule, "rule"));
            return this;
        }

        /** Takes objects of the type apart with this reducer. */
        @SuppressWarnings("unchecked") // asked for objects of the type only
        public <T> Builder reducer(Class<T> type, Reducer<? super T> reducer) {
            reducers.put(requireNonNull(type, "type"), (Reducer<Object>) requireNonNull(reducer, "reducer"));
            return this;
        }

        /**
         * Puts something else in the place of every object of the type and its subtypes, whether it could travel or not; the
         * nearest type counts. A reducer for the object's very class comes before. An object that occurs twice has one
         * substitute.
         *
         * @throws IllegalArgumentException for {@code Object}, which everything is
         */
        public Builder onUnpicklable(Class<?> type, Substitute how) {
            if (type == Object.class) {
                throw new IllegalArgumentException(
                        "onUnpicklable(Object.class, …) would replace everything; name the types that shall not travel");
            }
            substitutesByType.put(requireNonNull(type, "type"), requireNonNull(how, "how"));
            return this;
        }

        /**
         * Puts something else in the place of what a field holds, where the object is written field by field; of several
         * patterns the last one counts. A null stays null.
         *
         * @param fieldPattern the binary name of the class that declares it, a dot, and its name; {@code *} stands for any
         *     characters: {@code com.acme.*.cache}
         */
        public Builder onUnpicklable(String fieldPattern, Substitute how) {
            substitutesByField.remove(requireNonNull(fieldPattern, "fieldPattern"));
            substitutesByField.put(fieldPattern, requireNonNull(how, "how"));
            return this;
        }

        /**
         * Objects that constants ({@code static final} fields) of these classes hold travel as the constants, whatever their
         * class is, and so keep their identity: {@code static final Object MISSING = new Object()}. An object without fields that
         * a constant of its own class holds needs no such word. Initializes the classes when the jar is built.
         *
         * <p>cloudpickle: a {@code __reduce__} that returns the name of a global.
         */
        public Builder sentinelsOf(Class<?>... holders) {
            sentinelHolders.addAll(List.of(holders));
            return this;
        }

        /** Asks this reducer first, for every object. */
        public Builder reducerOverride(ReducerOverride override) {
            this.override = requireNonNull(override, "override");
            return this;
        }

        /** Resolves names through this loader; the default is the context class loader of the thread that dumps or loads. */
        public Builder classLoader(ClassLoader referenceLoader) {
            this.referenceLoader = requireNonNull(referenceLoader, "referenceLoader");
            return this;
        }

        /** What becomes of static state; {@link Statics#OVERLAY} by default. Recorded in the pickle. */
        public Builder statics(Statics mode) {
            this.statics = requireNonNull(mode, "mode");
            return this;
        }

        /** What becomes of the static state of the rule's classes; the closest rule counts, before the jar's own mode. */
        public Builder statics(ClassRule rule, Statics mode) {
            staticsRulings.add(new StaticsRules.Ruling(requireNonNull(rule, "rule"), requireNonNull(mode, "mode")));
            return this;
        }

        /** Who shares the statics of code holders at load; {@link Isolation#PER_PAYLOAD} by default. */
        public Builder isolation(Isolation mode) {
            this.isolation = requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Units that every receiver of this jar's pickles has loaded and holds: they travel as an id alone. Used where
         * one pickle carries the code for many that follow, as a serializer's snapshot does; see {@link #unitsIn}.
         */
        public Builder knownUnits(Set<UnitId> units) {
            knownUnits.addAll(units);
            return this;
        }

        /** How much debugging information travels; {@link DebugInfo#LINES} by default. */
        public Builder debugInfo(DebugInfo keep) {
            this.debugInfo = requireNonNull(keep, "keep");
            return this;
        }

        /** Which shipped code may be defined at load; {@link CodePolicy#any()} by default. */
        public Builder codePolicy(CodePolicy policy) {
            this.codePolicy = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Which classes a pickle may name, bring or make objects of at load, beside the JVM's own filter, {@code
         * jdk.serialFilter}: both have to agree. Classes are asked for before an object of theirs is made, and before they are
         * initialized; array lengths, depth and number of objects as JEP 290 says. Undecided is allowed, so a list of what is
         * let in ends in {@code !*}. The classes that shipped code mentions are the business of {@link #codePolicy}.
         */
        public Builder classFilter(ObjectInputFilter filter) {
            this.classFilter = requireNonNull(filter, "filter");
            return this;
        }

        /** How much a pickle may ask for; {@link Limits#standard()} by default. */
        public Builder limits(Limits limits) {
            this.limits = requireNonNull(limits, "limits");
            return this;
        }

        /** Registers the user's Kryo serializers; called for every Kryo instance the jar makes. */
        public Builder kryo(Consumer<Kryo> customizer) {
            this.kryo = requireNonNull(customizer, "customizer");
            return this;
        }

        /**
         * Whether hash containers travel in an order that depends on their content alone, so that equal graphs give equal
         * bytes in any JVM; false by default, since sorting takes a pickle for each key. The order of all else is fixed
         * anyway. Not sorted are subclasses of the JDK's hash containers, and what a user's own hooks write.
         */
        public Builder deterministic(boolean canonical) {
            this.deterministic = canonical;
            return this;
        }

        /** The jar. */
        public PickleJar build() {
            return new PickleJar(new Builder(this));
        }

        private static Predicate<Class<?>> anyOf(List<ClassRule> rules) {
            return type -> rules.stream().anyMatch(rule -> rule.matches(type));
        }

        private PicklerConfig config() {
            Plans plans = new Plans(
                    sentinelHolders.isEmpty() ? null : new Sentinels(sentinelHolders),
                    reducers,
                    ProvidedReducers.find(),
                    new Substitutes(substitutesByType, substitutesByField),
                    new KryoPool(kryo));
            return new PicklerConfig(
                    new Deciders(rulings, ByValueRegistry::rules),
                    referenceLoader,
                    override == null ? plans : plans.withOverride(override),
                    new TraceCache(),
                    anyOf(List.copyOf(embedded)),
                    new StaticsRules(staticsRulings, statics),
                    isolation,
                    debugInfo,
                    codePolicy,
                    classFilter,
                    limits,
                    Set.copyOf(knownUnits),
                    deterministic);
        }
    }
}
