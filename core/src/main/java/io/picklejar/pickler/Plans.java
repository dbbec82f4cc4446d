package io.picklejar.pickler;

import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.policy.CodeOrigin;
import io.picklejar.reduce.Kind;
import io.picklejar.reduce.Kinds;
import io.picklejar.reduce.ReduceContext;
import io.picklejar.reduce.Reducer;
import io.picklejar.reduce.ReducerOverride;
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
 * the jar's reducer for the very class, built-in kinds, the jar's nearest reducer, service-loaded ones, the hooks of the
 * class, and last its fields. Made once per jar and class.
 *
 * <p>cloudpickle: {@code Pickler.dispatch_table}, {@code Pickler.reducer_override}.
 */
public final class Plans {
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
        List<Field> fieldsOrRefuse(ReduceContext context) {
            if (refusal != null) {
                throw new PicklingException(
                        Problem.NO_REDUCER,
                        "no reducer for " + type.getName() + ": " + refusal,
                        context.path(),
                        "capture what you need from it instead, make the field transient, or register a Reducer for "
                                + type.getSimpleName(),
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

    private final ClassValue<Plan> plans = new ClassValue<>() {
        @Override
        protected Plan computeValue(Class<?> type) {
            return makePlan(type);
        }
    };

    /** The dispatch table of a jar: its override, its own reducers and those of service providers. */
    public Plans(
            @Nullable ReducerOverride override,
            Map<Class<?>, Reducer<Object>> own,
            Map<Class<?>, Reducer<Object>> provided) {
        this.override = override;
        this.own = new LinkedHashMap<>(own);
        this.provided = new LinkedHashMap<>(provided);
    }

    Plan planFor(Class<?> type) {
        return plans.get(type);
    }

    private Plan makePlan(Class<?> type) {
        List<Reducer<Object>> reducers = new ArrayList<>();
        if (override != null) {
            reducers.add(override::reduce);
        }
        add(Kinds.structural(type), reducers);
        Reducer<Object> exact = own.get(type);
        if (exact != null) {
            reducers.add(exact);
        }
        add(Kinds.byClass(type), reducers);
        addNearest(own, type, reducers);
        addNearest(provided, type, reducers);
        add(Kinds.hooks(type), reducers);
        return new Plan(type, List.copyOf(reducers), fieldsOf(type), refusal(type));
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
        Set<Class<?>> line = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            line.add(each);
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            addInterfaces(each, line);
        }
        for (Class<?> each : line) {
            Reducer<Object> reducer = table.get(each);
            if (reducer != null && !reducers.contains(reducer)) {
                reducers.add(reducer);
            }
        }
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
    private static List<Field> fieldsOf(Class<?> type) {
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
