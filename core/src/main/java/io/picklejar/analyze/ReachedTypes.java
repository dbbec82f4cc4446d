package io.picklejar.analyze;

import io.picklejar.jvm.SnapshotClass;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which by-value classes are needed as types and which have instances, and the overrides that virtual calls reach because
 * of that.
 */
final class ReachedTypes {
    private final ReachedClasses classes;
    private final MethodQueue queue;
    private final StaticReads statics;
    private final Set<String> calledSignatures = new LinkedHashSet<>();
    private final Set<Class<?>> captured = new LinkedHashSet<>();

    /** Classes of which reached code calls a method that they inherit from by-reference code. */
    private final Set<Class<?>> handedOver = new LinkedHashSet<>();

    ReachedTypes(ReachedClasses classes, MethodQueue queue, StaticReads statics) {
        this.classes = classes;
        this.queue = queue;
        this.statics = statics;
    }

    /** Notes that a class is needed as a type; null for a by-reference one. */
    @Nullable
    ReachedClass need(Class<?> anyType, boolean certain) {
        Class<?> type = anyType;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        if (type.isPrimitive()) {
            return null;
        }
        ReachedClass members = classes.touch(type);
        if (members == null) {
            if (certain) {
                classes.require(type);
            }
            return null;
        }
        if (members.markType()) {
            Class<?> superclass = type.getSuperclass();
            if (superclass != null) {
                need(superclass, certain);
            }
            for (Class<?> each : type.getInterfaces()) {
                need(each, certain);
            }
            // A receiver that pickles an object of a snapshot can send only those statics that it got itself.
            if (members.isSnapshot() || members.model().isEnumOrRecordOrAnnotation()) {
                queue.keepAll(members);
            }
            if (members.isSnapshot() && SnapshotClass.isEnum(members.model().node())) {
                statics.addConstants(members.model());
            }
        }
        return members;
    }

    /** Notes that there are objects of which anybody may call all methods. Of a by-reference class it notes nothing. */
    void addObject(Class<?> anyType) {
        Class<?> type = anyType;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        for (Class<?> each = type; each != null && classes.isByValue(each); each = each.getSuperclass()) {
            ReachedClass members = need(each, false);
            if (members == null) {
                break;
            }
            queue.keepAll(members);
        }
        makeInstance(type, false);
    }

    /** Notes that somebody makes instances of a class. */
    void makeInstance(Class<?> type, boolean certain) {
        ReachedClass members = need(type, certain);
        if (members == null || !members.markInstantiated()) {
            return;
        }
        MethodNode initializer = members.model().method("<clinit>()V");
        if (initializer != null) {
            queue.keep(members, initializer, false);
        }
        for (String signature : calledSignatures) {
            reachOverride(type, signature);
        }
        for (ReachedClass each : classes.lineage(type)) {
            keepOverridesOfReferenced(type, each.model().type());
        }
    }

    private void keepOverridesOfReferenced(Class<?> type, Class<?> member) {
        Class<?> superclass = member.getSuperclass();
        if (superclass != null && !classes.isByValue(superclass)) {
            ExternalSignatures.of(superclass).forEach(signature -> reachOverride(type, signature));
        }
        for (Class<?> each : member.getInterfaces()) {
            if (!classes.isByValue(each)) {
                ExternalSignatures.of(each).forEach(signature -> reachOverride(type, signature));
            }
        }
    }

    /** Notes a captured {@code this}; returns whether that is new for its class. */
    boolean addCaptured(Class<?> type) {
        if (!captured.add(type)) {
            return false;
        }
        for (String signature : List.copyOf(calledSignatures)) {
            reachOverride(type, signature);
        }
        return true;
    }

    boolean isCaptured(Class<?> type) {
        return captured.contains(type);
    }

    /** By-reference code runs on objects of the class, and may call any method that it knows. */
    void handOver(Class<?> owner) {
        if (handedOver.add(owner)) {
            for (Class<?> type : List.copyOf(captured)) {
                if (owner.isAssignableFrom(type)) {
                    makeInstance(type, false);
                }
            }
        }
    }

    boolean isHandedOver(Class<?> type) {
        return handedOver.stream().anyMatch(owner -> owner.isAssignableFrom(type));
    }

    /** A lambda of the interface is made, which anybody may call. */
    void addFunctionalInterface(Class<?> type) {
        for (ReachedClass each : classes.lineage(type)) {
            queue.keepAll(each);
        }
    }

    /** A virtual call reaches the overrides in all classes that have instances. */
    void addVirtualCall(String signature) {
        if (calledSignatures.add(signature)) {
            for (ReachedClass each : List.copyOf(classes.reached().values())) {
                if (each.isInstantiated() || captured.contains(each.model().type())) {
                    reachOverride(each.model().type(), signature);
                }
            }
        }
    }

    private void reachOverride(Class<?> type, String signature) {
        int split = signature.indexOf('(');
        ReachedClass declaring =
                classes.declaringClass(type, signature.substring(0, split), signature.substring(split), true);
        if (declaring != null) {
            MethodNode method = declaring.model().method(signature);
            if (method != null && (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0) {
                queue.keep(declaring, method, false);
            }
        }
    }
}
