package io.picklejar.analyze;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Follows what reached methods state, until nothing new is reached. */
final class MethodScan {
    private static final Set<String> HARMLESS_METHODS_OF_OBJECT =
            Set.of("getClass", "hashCode", "equals", "notify", "notifyAll", "wait", "<init>");

    private final ReachedClasses classes;
    private final ReachedTypes types;
    private final MethodQueue queue;
    private final StaticReads statics;

    MethodScan(ReachedClasses classes, ReachedTypes types, MethodQueue queue, StaticReads statics) {
        this.classes = classes;
        this.types = types;
        this.queue = queue;
        this.statics = statics;
    }

    void run() {
        MethodQueue.Reached next = queue.next();
        while (next != null) {
            scan(next.members(), next.method(), next.certain());
            next = queue.next();
        }
    }

    private void scan(ReachedClass members, MethodNode method, boolean certain) {
        ClassModel model = members.model();
        MethodFacts facts = model.facts(method);
        for (String name : facts.types()) {
            Class<?> type = find(name, model);
            if (type != null && !isOwnMention(type, members)) {
                types.need(type, certain);
            }
        }
        for (String name : facts.reflected()) {
            Class<?> type = find(name, model);
            if (type != null && !isOwnMention(type, members) && ClassModel.of(type) != null) {
                types.need(type, false);
            }
        }
        for (MethodFacts.FieldUse use : facts.fields()) {
            reachField(members, use, certain);
        }
        for (MethodFacts.Call call : facts.calls()) {
            Class<?> owner = call.owner().startsWith("[") ? null : find(call.owner(), model);
            if (owner != null) {
                if (!call.isStatic() && !isOwnMention(owner, members)) {
                    types.need(owner, certain);
                }
                reachCall(owner, call.name(), call.descriptor(), call.isVirtual(), certain);
            }
        }
        for (String name : facts.made()) {
            Class<?> type = find(name, model);
            if (type != null) {
                types.makeInstance(type, certain);
            }
        }
        for (String name : model.runtimeNames(method).literal()) {
            Class<?> type = find(name, model);
            if (type != null) {
                types.addObject(type);
            }
        }
        for (String name : facts.interfaces()) {
            Class<?> type = find(name, model);
            if (type != null) {
                types.addFunctionalInterface(type);
            }
        }
        if (types.isCaptured(model.type()) && ThisEscape.escapes(model.node().name, method)) {
            types.makeInstance(model.type(), certain);
        }
    }

    /** What a sliced class says of itself is about the slice. */
    private static boolean isOwnMention(Class<?> type, ReachedClass from) {
        return from.isCapturedHost() && from.model().type() == type;
    }

    private void reachField(ReachedClass from, MethodFacts.FieldUse use, boolean certain) {
        Class<?> owner = find(use.owner(), from.model());
        if (owner == null) {
            return;
        }
        if (!use.isStatic()) {
            if (!isOwnMention(owner, from)) {
                types.need(owner, certain);
            }
        } else if (classes.touch(owner) == null && certain) {
            classes.require(owner);
        }
        ReachedClass declaring = classes.declaringClass(owner, use.name(), use.descriptor(), false);
        if (declaring == null) {
            return;
        }
        FieldNode field = declaring.model().field(use.name(), use.descriptor());
        if (field == null) {
            return;
        }
        boolean isNewRead = use.isRead() && declaring.addRead(field.name, field.desc);
        declaring.addField(field.name, field.desc);
        if (use.isStatic() && isNewRead && field.value == null) {
            statics.add(declaring, field, certain);
        }
    }

    /** Reaches the method that a call resolves to, and for a virtual one its overrides. */
    void reachCall(Class<?> owner, String name, String descriptor, boolean isVirtual, boolean certain) {
        if (classes.touch(owner) == null) {
            if (certain) {
                classes.require(owner);
            }
            return;
        }
        ReachedClass declaring = classes.declaringClass(owner, name, descriptor, true);
        if (declaring != null) {
            MethodNode method = declaring.model().method(name + descriptor);
            if (method != null) {
                queue.keep(declaring, method, certain);
                if (method.name.equals("<init>")) {
                    types.makeInstance(declaring.model().type(), certain);
                }
            }
        }
        if (declaring == null && !isHarmlessMethodOfObject(owner, name)) {
            types.handOver(owner);
        }
        if (isVirtual) {
            types.addVirtualCall(name + descriptor);
        }
    }

    /** Whether the method is one of {@link Object} itself that calls no other; {@code toString} calls {@code hashCode}. */
    private boolean isHarmlessMethodOfObject(Class<?> owner, String name) {
        Class<?> declaring = owner;
        while (declaring != null && classes.isByValue(declaring)) {
            declaring = declaring.getSuperclass();
        }
        return (declaring == null || declaring == Object.class) && HARMLESS_METHODS_OF_OBJECT.contains(name);
    }

    private static @Nullable Class<?> find(String internalName, ClassModel from) {
        return internalName.startsWith("java/") ? null : from.resolve(internalName);
    }
}
