package io.picklejar.pickler;

import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.jvm.ClassCache;
import io.picklejar.kryo.KryoPool;
import io.picklejar.kryo.PlainTypes;
import io.picklejar.policy.CodeOrigin;
import io.picklejar.policy.Substitute;
import io.picklejar.reduce.Kind;
import io.picklejar.reduce.Kinds;
import io.picklejar.reduce.LiveResources;
import io.picklejar.reduce.ReduceContext;
import io.picklejar.reduce.Reducer;
import io.picklejar.reduce.ReducerOverride;
import io.picklejar.reduce.Reduction;
import io.picklejar.reduce.Substituted;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dispatch table: which reducers are asked for objects of a class, in order. The user's override, structural kinds,
 * the jar's reducer for the very class, built-in kinds, the jar's nearest reducer, the process's, service-loaded ones, the
 * hooks of the class, and last its fields. Substitutes come before all but a reducer for the very class; live resources are
 * refused where only hooks and fields are left. Made once per jar and class, as long as the process's reducers stay the same.
 *
 * <p>cloudpickle: {@code Pickler.dispatch_table}, {@code Pickler.reducer_override}.
 */
public final class Plans {
    /** Holds the place in a plan where Kryo takes plain objects of by-reference classes. */
    static final Reducer<Object> PLAIN = new KryoPlace();

    /** Holds the place in a plan where a user's Kryo serializer takes objects of by-reference classes. */
    static final Reducer<Object> CUSTOM = new KryoPlace();

    /** Holds the place of objects for which null travels. */
    static final Reducer<Object> NULL = new KryoPlace();

    /** Never reduces: the engine knows it. */
    private static final class KryoPlace implements Reducer<Object> {
        @Override
        public @Nullable Reduction<?> reduce(Object object, ReduceContext context) {
            return null;
        }
    }

    /**
     * What to do with objects of a class.
     *
     * @param type the class
     * @param reducers asked in order; the first answer counts
     * @param fields what travels if none answers
     * @param refusal why the fields cannot travel, or null if they can
     */
    record Plan(
            Class<?> type,
            List<Reducer<Object>> reducers,
            List<Field> fields,
            @Nullable String refusal) {
        /** Whether nothing but the fields counts, and Kryo may write them. */
        boolean isPlain() {
            return reducers.size() == 1 && reducers.contains(PLAIN);
        }

        /** Whether a user's Kryo serializer comes before everything else. */
        boolean isCustom() {
            return reducers.indexOf(CUSTOM) == 0;
        }

        List<Field> fieldsOrRefuse(ReduceContext context) {
            if (refusal != null) {
                throw new PicklingException(
                        Problem.NO_REDUCER,
                        "no reducer for " + type.getName() + ": " + refusal,
                        context.path(),
                        "capture what you need from it instead, make the field transient, or register a Reducer for "
                                + (type.isAnonymousClass() ? type.getName() : type.getSimpleName()),
                        null);
            }
            return fields;
        }

        /** Whether the object may travel without some of its fields: only if nobody but its own code looks at them. */
        boolean isPrunable(Object object, ReduceContext context) {
            return refusal == null
                    && reducers.stream()
                            .allMatch(reducer ->
                                    !(reducer instanceof Kind<?>) && reducer.reduce(object, context) == null);
        }
    }

    private final @Nullable ReducerOverride override;
    private final Map<Class<?>, Reducer<Object>> own;
    private final Map<Class<?>, Reducer<Object>> provided;
    private final Substitutes substitutes;
    private final KryoPool kryo;

    private volatile Made made = new Made(GlobalReducers.current());

    /** The plans that were made while the process had these reducers. */
    private final class Made extends ClassCache<Plan> {
        private final Map<Class<?>, Reducer<Object>> global;

        Made(Map<Class<?>, Reducer<Object>> global) {
            this.global = global;
        }

        @Override
        protected Plan computeValue(Class<?> type) {
            return makePlan(type, global);
        }
    }

    /** The dispatch table of a jar: its override, its own reducers, those of service providers, and its Kryo. */
    public Plans(
            @Nullable ReducerOverride override,
            Map<Class<?>, Reducer<Object>> own,
            Map<Class<?>, Reducer<Object>> provided,
            Substitutes substitutes,
            KryoPool kryo) {
        this.override = override;
        this.own = new LinkedHashMap<>(own);
        this.provided = new LinkedHashMap<>(provided);
        this.substitutes = substitutes;
        this.kryo = kryo;
    }

    /** This table, with an override that is asked before its own. */
    public Plans withOverride(ReducerOverride first) {
        ReducerOverride second = override;
        ReducerOverride both = second == null
                ? first
                : (value, context) -> {
                    Reduction<?> reduction = first.reduce(value, context);
                    return reduction != null ? reduction : second.reduce(value, context);
                };
        return new Plans(both, own, provided, substitutes, kryo);
    }

    Substitutes substitutes() {
        return substitutes;
    }

    KryoPool kryo() {
        return kryo;
    }

    Plan planFor(Class<?> type) {
        Map<Class<?>, Reducer<Object>> global = GlobalReducers.current();
        Made now = made;
        if (now.global != global) {
            now = new Made(global);
            made = now;
        }
        return now.get(type);
    }

    /**
     * Whether somebody chose how objects of the class travel, or whether one of its fields does: with an override, a
     * reducer, a substitute or a Kryo serializer.
     */
    public boolean isChosen(Class<?> type) {
        return override != null
                || substitutes.hasFields()
                || nearest(own, type) != null
                || nearest(substitutes.byType(), type) != null
                || kryo.hasSerializerFor(type)
                || nearest(GlobalReducers.current(), type) != null
                || nearest(provided, type) != null;
    }

    private Plan makePlan(Class<?> type, Map<Class<?>, Reducer<Object>> global) {
        List<Reducer<Object>> reducers = new ArrayList<>();
        if (override != null) {
            reducers.add(override::reduce);
        }
        Reducer<Object> exact = own.get(type);
        Substitute substitute = exact == null ? nearest(substitutes.byType(), type) : null;
        if (substitute != null) {
            reducers.add(substitute == Substitute.NULL ? NULL : Substituted.reducer(substitute));
        }
        if (kryo.hasSerializerFor(type)) {
            if (exact != null) {
                reducers.add(exact);
            }
            reducers.add(CUSTOM);
        }
        add(Kinds.structural(type), reducers);
        if (exact != null && !reducers.contains(exact)) {
            reducers.add(exact);
        }
        add(Kinds.byClass(type), reducers);
        addNearest(own, type, reducers);
        addNearest(global, type, reducers);
        addNearest(provided, type, reducers);
        Reducer<Object> refusing = LiveResources.refusing(type);
        if (refusing != null) {
            reducers.add(refusing);
        }
        add(Kinds.throwable(type), reducers);
        add(Kinds.hooks(type), reducers);
        String refusal = refusal(type);
        if (reducers.isEmpty() && refusal == null && PlainTypes.isPlain(type, Plans::fieldsOf)) {
            reducers.add(PLAIN);
        }
        return new Plan(type, List.copyOf(reducers), fieldsOf(type), refusal);
    }

    @SuppressWarnings("unchecked") // a kind is asked for classes that it handles only
    private static void add(@Nullable Kind<?> kind, List<Reducer<Object>> reducers) {
        if (kind != null) {
            reducers.add((Reducer<Object>) kind);
        }
    }

    private static void addNearest(
            Map<Class<?>, Reducer<Object>> table, Class<?> type, List<Reducer<Object>> reducers) {
        if (table.isEmpty()) {
            return;
        }
        for (Class<?> each : lineOf(type)) {
            Reducer<Object> reducer = table.get(each);
            if (reducer != null && !reducers.contains(reducer)) {
                reducers.add(reducer);
            }
        }
    }

    private static <T> @Nullable T nearest(Map<Class<?>, T> table, Class<?> type) {
        if (!table.isEmpty()) {
            for (Class<?> each : lineOf(type)) {
                T found = table.get(each);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The class, its superclasses, and then the interfaces of all of them: nearest first. */
    private static Set<Class<?>> lineOf(Class<?> type) {
        Set<Class<?>> line = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            line.add(each);
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            addInterfaces(each, line);
        }
        return line;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> line) {
        for (Class<?> each : type.getInterfaces()) {
            line.add(each);
            addInterfaces(each, line);
        }
    }

    private static @Nullable String refusal(Class<?> type) {
        if (CodeOrigin.isJdk(type)) {
            return "it is a class of the JDK without a serial form, most likely a live resource";
        }
        if (type.isHidden()) {
            return "it is a hidden class, which has no class file to travel with";
        }
        for (Class<?> each = type.getSuperclass(); each != null && each != Object.class; each = each.getSuperclass()) {
            if (CodeOrigin.isJdk(each) && hasState(each)) {
                return "its superclass " + each.getName() + " is a class of the JDK without a serial form";
            }
        }
        return null;
    }

    private static boolean hasState(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                return true;
            }
        }
        return false;
    }

    /** Instance fields that are not transient, those of superclasses first, each class's sorted by name: JVMs order anyhow. */
    static List<Field> fieldsOf(Class<?> type) {
        List<Class<?>> line = new ArrayList<>();
        for (Class<?> each = type; each != null && !CodeOrigin.isJdk(each); each = each.getSuperclass()) {
            line.add(0, each);
        }
        List<Field> fields = new ArrayList<>();
        for (Class<?> each : line) {
            List<Field> declared = new ArrayList<>(List.of(each.getDeclaredFields()));
            declared.removeIf(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) != 0);
            declared.sort(Comparator.comparing(Field::getName));
            fields.addAll(declared);
        }
        return List.copyOf(fields);
    }
}
