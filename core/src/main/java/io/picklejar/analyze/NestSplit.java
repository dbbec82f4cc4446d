package io.picklejar.analyze;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Whether the reached members of a nest's other classes may be cut out of it though some of its types travel whole.
 *
 * <p>Typical is a lambda of a large class that uses a record declared in the same method: the record has to be whole, but
 * the class need not be, and its static initializer has no business at the receiver. Slice and types then live in two
 * loaders, so neither may use private parts of the other, and the types may not use the sliced classes at all, whose
 * static state they would see a second copy of. Constructors do not count: the receiver opens them.
 */
final class NestSplit {
    private final Reach reach;
    private final Map<Class<?>, Boolean> safe = new HashMap<>();

    NestSplit(Reach reach) {
        this.reach = reach;
    }

    boolean isSafe(Class<?> nestHost) {
        return safe.computeIfAbsent(nestHost, this::check);
    }

    private boolean check(Class<?> nestHost) {
        List<ReachedClass> members = reach.reached().values().stream()
                .filter(each -> each.model().type().getNestHost() == nestHost)
                .toList();
        return members.stream().allMatch(from -> reachedMethods(from).allMatch(method -> isSafe(from, method)));
    }

    private static Stream<MethodNode> reachedMethods(ReachedClass from) {
        return from.model().node().methods.stream().filter(method -> from.reachesMethod(method.name + method.desc));
    }

    private boolean isSafe(ReachedClass from, MethodNode method) {
        MethodFacts facts = from.model().facts(method);
        return facts.calls().stream().allMatch(call -> isSafeCall(from, call))
                && facts.fields().stream().allMatch(use -> isSafeUse(from, use));
    }

    private boolean isSafeCall(ReachedClass from, MethodFacts.Call call) {
        ReachedClass owner = otherSide(from, call.owner());
        if (owner == null || call.name().equals("<init>")) {
            return true;
        }
        MethodNode called = owner.model().method(call.name() + call.descriptor());
        return !from.isType() && (called == null || (called.access & Opcodes.ACC_PRIVATE) == 0);
    }

    private boolean isSafeUse(ReachedClass from, MethodFacts.FieldUse use) {
        ReachedClass owner = otherSide(from, use.owner());
        if (owner == null) {
            return true;
        }
        FieldNode used = owner.model().field(use.name(), use.descriptor());
        return !from.isType() && (used == null || (used.access & Opcodes.ACC_PRIVATE) == 0);
    }

    /** The owner if it is of the same nest and on the other side of the cut: whole for a slice, sliced for a type. */
    private @Nullable ReachedClass otherSide(ReachedClass from, String ownerName) {
        Class<?> type = ownerName.startsWith("[") ? null : from.model().resolve(ownerName);
        if (type == null || type.getNestHost() != from.model().type().getNestHost()) {
            return null;
        }
        ReachedClass owner = reach.reached().get(type);
        return owner == null || owner.isType() == from.isType() ? null : owner;
    }
}
