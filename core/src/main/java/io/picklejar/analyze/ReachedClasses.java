package io.picklejar.analyze;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The classes that code reaches: by-value ones with what is reached of them, by-reference ones by name. */
final class ReachedClasses {
    private final Predicate<Class<?>> byValue;
    private final Map<Class<?>, ReachedClass> reached = new LinkedHashMap<>();
    private final Set<String> required = new TreeSet<>();

    ReachedClasses(Predicate<Class<?>> byValue) {
        this.byValue = byValue;
    }

    boolean isByValue(Class<?> type) {
        return byValue.test(type);
    }

    Predicate<Class<?>> byValue() {
        return byValue;
    }

    Map<Class<?>, ReachedClass> reached() {
        return reached;
    }

    /** The by-value class, or null if it was not mentioned so far. */
    @Nullable
    ReachedClass get(Class<?> type) {
        return reached.get(type);
    }

    /** Notes that a by-value class is mentioned; null for a by-reference one. */
    @Nullable
    ReachedClass touch(Class<?> type) {
        ReachedClass members = reached.get(type);
        if (members == null && byValue.test(type)) {
            ClassModel model = ClassModel.of(type);
            if (model == null) {
                throw ClassBytes.missing(type);
            }
            members = new ReachedClass(model);
            reached.put(type, members);
        }
        return members;
    }

    /** Notes that the receiver has to have a by-reference class. */
    void require(Class<?> type) {
        String name = type.getName();
        if (!name.startsWith("java.") && !type.isHidden()) {
            required.add(name);
        }
    }

    Collection<String> required() {
        return required;
    }

    /** The by-value class among a class and its supertypes that declares a member, or null if none does. */
    @Nullable
    ReachedClass declaringClass(Class<?> owner, String name, String descriptor, boolean isMethod) {
        for (ReachedClass each : lineage(owner)) {
            boolean declares = isMethod
                    ? each.model().method(name + descriptor) != null
                    : each.model().field(name, descriptor) != null;
            if (declares) {
                return each;
            }
        }
        return null;
    }

    /** The by-value classes among a class and its supertypes, in the order of member resolution; JVMS 5.4.3. */
    List<ReachedClass> lineage(Class<?> type) {
        Set<ReachedClass> line = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            ReachedClass members = touch(each);
            if (members != null) {
                line.add(members);
            }
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            addInterfaces(each, line);
        }
        return List.copyOf(line);
    }

    private void addInterfaces(Class<?> type, Set<ReachedClass> line) {
        for (Class<?> each : type.getInterfaces()) {
            ReachedClass members = touch(each);
            if (members != null) {
                line.add(members);
            }
            addInterfaces(each, line);
        }
    }
}
