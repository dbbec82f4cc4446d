package io.picklejar.analyze;

import io.picklejar.jvm.SnapshotClass;
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
    private final Predicate<Class<?>> snapshot;
    private final Map<Class<?>, ReachedClass> reached = new LinkedHashMap<>();
    private final Set<String> required = new TreeSet<>();

    /**
     * No class yet.
     *
     * @param byValue which classes travel by value
     * @param snapshot whose static state, of those that do, comes from the pickle alone
     */
    ReachedClasses(Predicate<Class<?>> byValue, Predicate<Class<?>> snapshot) {
        this.byValue = byValue;
        this.snapshot = snapshot;
    }

    boolean isSnapshot(Class<?> type) {
        ReachedClass members = reached.get(type);
        return members != null ? members.isSnapshot() : snapshot.test(type);
    }

    boolean dropsInitializer(ClassModel model) {
        ReachedClass members = reached.get(model.type());
        return members != null
                ? members.dropsInitializer()
                : snapshot.test(model.type()) && !SnapshotClass.keepsInitializer(model.node());
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
            members = new ReachedClass(model, snapshot.test(type));
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
